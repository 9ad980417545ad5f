"""
The sample stands under a key that no run reads.

`flowmason run` without input takes `sample_input`. FlowMason's own templates write
`example_input`, which nothing reads.

## Example

    { "name": "Report", "example_input": { "topic": "tides" } }

## Instead

    { "name": "Report", "sample_input": { "topic": "tides" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.edits import rename_key
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM117", severity=Severity.WARNING)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    root = facts.pipeline.root
    member = root.member("example_input")
    if member is None or not member.value.members:
        return
    fix = None
    if root.member("sample_input") is None:
        edit = rename_key(member, "sample_input")
        fix = Fix('Write "sample_input"', (edit,), Applicability.UNSAFE)
    yield Match(member.key.span, 'no run reads "example_input"; it reads "sample_input"', fix)
