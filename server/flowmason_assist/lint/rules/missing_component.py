"""
A stage does not say what it runs.

Without `component_type` no reader knows which component to load.

## Example

    { "id": "draft", "config": { "prompt": "Write" } }

## Instead

    { "id": "draft", "component_type": "generator", "config": { "prompt": "Write" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.model.pipeline import COMPONENT_KEYS

RULE = Rule(code="FM108", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    stage = view.facts.stage
    if view.facts.component_name is not None:
        return
    written = [stage.member(key) for key in COMPONENT_KEYS]
    values = [member for member in written if member is not None]
    if any(member.value.text for member in values):
        return  # See unportable_component_key.
    if any(member.value.text is None and member.value.value is not None for member in values):
        return  # See misshaped_stage.
    message = 'the stage names no component; add "component_type"'
    if values:
        yield Match(values[0].value.span, message)
    else:
        yield Match(stage.name_span, message, holder=stage.root.span)
