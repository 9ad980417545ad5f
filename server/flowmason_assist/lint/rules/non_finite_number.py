"""
A number is not finite, which JSON cannot write.

Python reads `NaN` and `Infinity`; Studio, browsers and every other JSON reader refuse the file.

## Example

    { "config": { "timeout": Infinity } }

## Instead

    { "config": { "timeout": 300 } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.json_problems import report
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.syntax.tree import ProblemKind

RULE = Rule(code="FM009", severity=Severity.WARNING)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    yield from report(facts, ProblemKind.NON_FINITE_NUMBER, "")
