"""
A key of the pipeline is one that no reader knows.

Unknown keys are dropped in silence, with everything in them.

## Example

    { "name": "Report", "stages": [], "output_stage": "sum" }

## Instead

    { "name": "Report", "stages": [], "output_stage_id": "sum" }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.keys import TOP_LEVEL_KEYS, unknown_keys
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM114", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    yield from unknown_keys(facts.pipeline.root, TOP_LEVEL_KEYS)
