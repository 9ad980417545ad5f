"""
The text is not JSON.

FlowMason reads pipelines with a strict JSON reader: the file is refused as a whole, whatever
else stands in it. Strings and keys stand in double quotes, numbers have no leading zeros, and
`True`, `None` or `undefined` are not values.

## Example

    { 'name': 'report', stages: [] }

## Instead

    { "name": "report", "stages": [] }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.json_problems import report
from flowmason_assist.lint.rule import Applicability, Match, Rule, Severity
from flowmason_assist.syntax.tree import ProblemKind

RULE = Rule(code="FM001", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    yield from report(facts, ProblemKind.SYNTAX, "Write it as JSON", Applicability.UNSAFE)
