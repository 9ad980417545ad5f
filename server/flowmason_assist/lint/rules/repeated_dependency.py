"""
A stage names the same dependency twice.

The second mention changes nothing.

## Example

    { "id": "report", "depends_on": ["fetch", "fetch"] }

## Instead

    { "id": "report", "depends_on": ["fetch"] }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.edits import remove_item
from flowmason_assist.lint.rule import Fix, Match, Rule, Severity, Tag

RULE = Rule(code="FM206", severity=Severity.WARNING, tag=Tag.UNNECESSARY)


def check_stage(view: StageView) -> Iterator[Match]:
    stage = view.facts.stage
    holder = stage.root.get("depends_on")
    seen: set[str] = set()
    for item in holder.items if holder else ():
        if item.text is None:
            continue
        if item.text in seen and holder is not None:
            fix = Fix("Remove the repetition", (remove_item(stage.text, holder, item),))
            yield Match(item.span, f'"{item.text}" is already awaited', fix)
        seen.add(item.text)
