"""
A stage has no id.

Every reader refuses the whole file: a stage without an id that is text cannot be read,
let alone be waited for.

## Example

    { "component_type": "logger", "config": { "message": "done" } }

## Instead

    { "id": "report", "component_type": "logger", "config": { "message": "done" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM201", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    stage = view.facts.stage
    if stage.id is not None:
        return
    written = stage.member("id")
    if written is None:
        yield Match(stage.root.span, 'the stage has no "id"; add one')
    else:
        yield Match(written.value.span, "the id of a stage is text; put it in quotes")
