"""
A stage stands on both branches of a conditional and therefore never runs.

The engine skips every stage of the branch that is not taken, also one that the other branch
lists. A stage that should run either way belongs to neither.

## Example

    { "component_type": "conditional",
      "config": { "true_branch_stages": ["log", "a"], "false_branch_stages": ["log", "b"] } }

## Instead

    { "component_type": "conditional",
      "config": { "true_branch_stages": ["a"], "false_branch_stages": ["b"] } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM504", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    if component is None or component.name != "conditional":
        return
    lists: dict[str, set[str]] = {}
    for mention in view.facts.mentions:
        lists.setdefault(mention.stage_id.value, set()).add(mention.list_name)
    for mention in view.facts.mentions:
        if len(lists[mention.stage_id.value]) > 1:
            message = f'"{mention.stage_id.value}" stands on both branches and is always skipped'
            yield Match(mention.stage_id.span, message)
