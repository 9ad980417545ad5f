"""
An operation lacks an input that it needs.

The component declares the input as optional, since other operations do without it. At run time
it reports `success` false and gives no data, and the run goes on.

## Example

    { "component_type": "redis", "config": { "operation": "set", "key": "seen" } }

## Instead

    { "component_type": "redis", "config": { "operation": "set", "key": "seen", "value": 1 } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.config import compare_names, parameters_span
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Component, Input
from flowmason_assist.lint.edits import add_member
from flowmason_assist.lint.placeholders import placeholder
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.syntax.tree import NodeKind

RULE = Rule(code="FM414", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    name = view.facts.text("operation")
    if component is None or name is None:
        return
    chosen = component.input("operation")
    any_case = chosen is not None and chosen.any_case
    operation = component.operation(name.lower() if any_case else name)
    parameter = view.facts.parameter("operation")
    if operation is None or parameter is None:
        return
    for need in operation.needs:
        if not any(component.input(each) for each in need):
            yield Match(parameter.value.span, f'"{name}" never works: it needs what nobody can set')
            return
        if not _is_met(view, component, need):
            wanted = " or ".join(f'"{each}"' for each in need)
            span = parameters_span(view.facts, view.reader)
            message = f'the operation "{name}" needs {wanted}'
            yield Match(span, message, _fix(view, component.input(need[0])))


def _fix(view: StageView, known: Input | None) -> Fix | None:
    stage = view.facts.stage
    config = stage.root.get("config")
    if known is None or config is None or config.kind is not NodeKind.OBJECT:
        return None
    edit = add_member(stage.text, config, known.name, placeholder(view, known))
    return Fix(f'Add "{known.name}"', (edit,), Applicability.UNSAFE)


def _is_met(view: StageView, component: Component, need: tuple[str, ...]) -> bool:
    meant = {each.meant.name for each in compare_names(view.facts).misnamed}  # See misspelt_input.
    for name in need:
        known, parameter = component.input(name), view.facts.parameter(name)
        if name in meant or (known is not None and known.default is not None):
            return True
        if parameter is not None and not _is_null(parameter.value.kind, parameter.value.value):
            return True
    return False


def _is_null(kind: NodeKind, value: object) -> bool:
    return kind is NodeKind.MISSING or (kind is NodeKind.LITERAL and value is None)
