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

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.stage_facts import Parameter
from flowmason_assist.lint.edits import remove_member
from flowmason_assist.lint.idleness import idle_reason
from flowmason_assist.lint.rule import Fix, Match, Rule, Severity, Tag

RULE = Rule(code="FM415", severity=Severity.WARNING, tag=Tag.UNNECESSARY)


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        known = parameter.input
        if known is None or known.required or view.settled(parameter) == known.default:
            continue
        reason = idle_reason(view, known)
        if reason is not None:
            message = f'"{known.name}" has no effect {reason}'
            yield Match(parameter.member.key.span, message, _fix(view, parameter))


def _fix(view: StageView, parameter: Parameter) -> Fix | None:
    stage = view.facts.stage
    holder = stage.root.get(parameter.source)
    if holder is None:
        return None
    edit = remove_member(stage.text, holder, parameter.member)
    return Fix(f'Remove "{parameter.name}"', (edit,))
