"""
An input changes nothing, because of what the others say.

The component looks at it only in another mode, or prefers another input over it.

## Example

    { "component_type": "filter", "config": {
      "data": "{{input}}", "condition": "data.get('n')", "field_conditions": { "state": "open" } } }

## Instead

    { "component_type": "filter", "config": {
      "data": "{{input}}", "condition": "data.get('n') and data.get('state') == 'open'" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.coerce import UNKNOWN
from flowmason_assist.analysis.config import compare_names
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.stage_facts import Parameter
from flowmason_assist.catalogue.component import Idle
from flowmason_assist.lint.edits import remove_member
from flowmason_assist.lint.rule import Fix, Match, Rule, Severity, Tag

RULE = Rule(code="FM415", severity=Severity.WARNING, tag=Tag.UNNECESSARY)


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        known = parameter.input
        if known is None or known.required or view.settled(parameter) == known.default:
            continue
        reason = next((_words(each) for each in known.idle if _holds(view, each)), None)
        if reason is None and _is_left_out(view, known.name):
            reason = f'with the operation "{view.facts.text("operation")}"'
        if reason is not None:
            message = f'"{known.name}" has no effect {reason}'
            yield Match(parameter.member.key.span, message, _fix(view, parameter))


def _is_left_out(view: StageView, name: str) -> bool:
    """Tell whether only other operations read an input."""
    component = view.facts.component
    written = view.facts.text("operation")
    if component is None or written is None:
        return False
    known = component.input("operation")
    operation = component.operation(written.lower() if known and known.any_case else written)
    is_read = any(name in each.reads for each in component.operations)
    return operation is not None and is_read and name not in operation.reads


def _holds(view: StageView, case: Idle) -> bool:
    match case.state:
        case "set":
            return all(_is_set(view, name) for name in case.inputs)
        case "unset":
            return not any(_may_be_set(view, name) for name in case.inputs)
    parameter = view.facts.parameter(case.inputs[0])
    if parameter is not None:
        return view.settled(parameter) in case.values
    component = view.facts.component
    known = component.input(case.inputs[0]) if component else None
    return known is not None and known.default in case.values


def _is_set(view: StageView, name: str) -> bool:
    parameter = view.facts.parameter(name)
    value = view.settled(parameter) if parameter else None
    return value is not UNKNOWN and bool(value)


def _may_be_set(view: StageView, name: str) -> bool:
    parameter = view.facts.parameter(name)
    if parameter is not None:
        value = view.settled(parameter)
        return value is UNKNOWN or bool(value)
    return any(each.meant.name == name for each in compare_names(view.facts).misnamed)


def _words(case: Idle) -> str:
    names = " and ".join(f'"{name}"' for name in case.inputs)
    match case.state:
        case "set":
            return f"beside {names}"
        case "unset":
            return f"without {names}"
    return f"with this {names}"


def _fix(view: StageView, parameter: Parameter) -> Fix | None:
    stage = view.facts.stage
    holder = stage.root.get(parameter.source)
    if holder is None:
        return None
    edit = remove_member(stage.text, holder, parameter.member)
    return Fix(f'Remove "{parameter.name}"', (edit,))
