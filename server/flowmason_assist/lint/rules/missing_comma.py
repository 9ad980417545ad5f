"""
A comma is missing between two values.

The file cannot be read.

## Example

    { "id": "draft" "component_type": "generator" }

## Instead

    { "id": "draft", "component_type": "generator" }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.json_problems import report
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.syntax.tree import ProblemKind

RULE = Rule(code="FM004", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    yield from report(facts, ProblemKind.MISSING_COMMA, "Insert the comma")
