"""
The pipeline does not say what it is for.

A description is what people, catalogs and assistants read first.

## Example

    { "name": "Weekly report", "stages": [] }

## Instead

    { "name": "Weekly report", "description": "Sums up the tickets of a week.", "stages": [] }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM802", severity=Severity.HINT)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    name = facts.pipeline.root.member("name")
    description = facts.pipeline.string("description")
    if name is None or not facts.stages or (description is not None and description.value.strip()):
        return
    yield Match(name.key.span, 'say in "description" what the pipeline is for')
