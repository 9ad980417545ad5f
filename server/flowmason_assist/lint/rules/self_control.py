"""
A control stage lists itself.

When it decides, it is already running: a loop or a try block that lists itself does not start
again, and a branch cannot skip what has run.

## Example

    { "id": "each", "component_type": "foreach", "config": { "loop_stages": ["each", "one"] } }

## Instead

    { "id": "each", "component_type": "foreach", "config": { "loop_stages": ["one"] } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM505", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for mention in view.facts.mentions:
        if mention.stage_id.value == view.facts.id:
            yield Match(mention.stage_id.span, f'"{view.facts.id}" cannot control itself')
