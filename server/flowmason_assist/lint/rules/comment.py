"""
The file holds a comment.

JSON has none, and no reader of FlowMason takes any; a `description` keeps the words.

## Example

    { "id": "draft" /* the first one */ }

## Instead

    { "id": "draft", "description": "the first one" }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.json_problems import report
from flowmason_assist.lint.rule import Applicability, Match, Rule, Severity
from flowmason_assist.syntax.tree import ProblemKind

RULE = Rule(code="FM006", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    yield from report(facts, ProblemKind.COMMENT, "Remove the comment", Applicability.UNSAFE)
