"""
A stage waits for itself.

It can never start, and the run fails with a `TypeError` that does not name it.

## Example

    { "id": "draft", "depends_on": ["draft"] }

## Instead

    { "id": "draft" }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.edits import remove_item, remove_member
from flowmason_assist.lint.rule import Fix, Match, Rule, Severity
from flowmason_assist.syntax.tree import Node
from flowmason_assist.text.edit import Edit

RULE = Rule(code="FM205", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    stage = view.facts.stage
    member = stage.member("depends_on")
    if member is None or stage.id is None:
        return
    for item in member.value.items:
        if item.value == stage.id.value:
            message = f'"{item.value}" waits for itself and never starts'
            fix = Fix("Do not wait for itself", (_removal(view, item),))
            severity = Severity.ERROR if view.scope.stuck else Severity.WARNING
            yield Match(item.span, message, fix, severity=severity)


def _removal(view: StageView, item: Node) -> Edit:
    stage = view.facts.stage
    member = stage.member("depends_on")
    if member is None or len(member.value.items) > 1:
        return remove_item(stage.text, member.value if member else stage.root, item)
    return remove_member(stage.text, stage.root, member)
