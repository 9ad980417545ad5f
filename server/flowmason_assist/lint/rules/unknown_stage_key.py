"""
A key of a stage is one that no reader knows.

Unknown keys are dropped in silence. A misspelt one takes what it holds with it: a stage with
`depend_on` waits for nothing.

## Example

    { "id": "sum", "depend_on": ["fetch"] }

## Instead

    { "id": "sum", "depends_on": ["fetch"] }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.keys import STAGE_KEYS, unknown_keys
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM113", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    yield from unknown_keys(view.facts.stage.root, STAGE_KEYS)
