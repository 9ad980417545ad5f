"""
A loop has no items, and its stages run once all the same.

With an empty list the engine forgets to skip the loop's stages: they run after it, outside any
loop, and fail if they read the loop's item.

## Example

    { "component_type": "foreach", "config": { "items": [], "loop_stages": ["one"] } }

## Instead

    { "component_type": "foreach",
      "config": { "items": "{{input.items}}", "loop_stages": ["one"] } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.syntax.tree import NodeKind

RULE = Rule(code="FM508", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    items = view.facts.parameter("items")
    if component is None or component.name != "foreach" or items is None:
        return
    is_empty = items.value.kind is NodeKind.ARRAY and not items.value.items
    if (is_empty or items.value.text == "[]") and view.facts.mentions:
        message = "without items the stages of the loop run once, outside of it"
        yield Match(items.value.span, message)
