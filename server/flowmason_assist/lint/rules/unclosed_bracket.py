"""
A bracket is never closed.

The file cannot be read. What follows is understood as far as possible, so that this stays the
only complaint about it.

## Example

    { "id": "draft", "config": { "prompt": "Write"

## Instead

    { "id": "draft", "config": { "prompt": "Write" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.json_problems import report
from flowmason_assist.lint.rule import Applicability, Match, Rule, Severity
from flowmason_assist.syntax.tree import ProblemKind

RULE = Rule(code="FM002", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    yield from report(facts, ProblemKind.UNCLOSED, "Close the bracket", Applicability.UNSAFE)
