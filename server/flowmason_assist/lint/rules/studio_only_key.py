"""
A key works in Studio only.

`flowmason run` and the core library drop `output_config`: nothing is delivered to its
destinations there. An `output_router` stage delivers everywhere.

## Example

    { "name": "Report", "output_config": { "destinations": [] } }

## Instead

    { "id": "deliver", "component_type": "output_router" }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM116", severity=Severity.WARNING)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    member = facts.pipeline.root.member("output_config")
    if member is not None and member.value.members and facts.reader.name != "studio":
        message = 'only Studio reads "output_config"; use an output_router stage'
        yield Match(member.key.span, message)
