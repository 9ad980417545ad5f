r"""
A string is never closed.

JSON strings end on their own line; a line break inside one is written as `\n`.

## Example

    { "prompt": "Write about the sea }

## Instead

    { "prompt": "Write about the sea" }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.json_problems import report
from flowmason_assist.lint.rule import Applicability, Match, Rule, Severity
from flowmason_assist.syntax.tree import ProblemKind

RULE = Rule(code="FM003", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    yield from report(facts, ProblemKind.UNCLOSED_STRING, "Close the string", Applicability.UNSAFE)
