"""
A comma stands where no value follows or precedes it.

JSON has no trailing commas; the file cannot be read.

## Example

    { "depends_on": ["fetch", ] }

## Instead

    { "depends_on": ["fetch"] }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.json_problems import report
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.syntax.tree import ProblemKind

RULE = Rule(code="FM005", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    yield from report(facts, ProblemKind.TRAILING_COMMA, "Remove the comma")
