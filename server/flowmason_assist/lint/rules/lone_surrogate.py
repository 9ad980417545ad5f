r"""
A string holds half of a character.

An escape from `\ud800` to `\udfff` only means something as one of a pair. Alone it can be
neither printed nor sent.

## Example

    { "prompt": "\ud83d" }

## Instead

    { "prompt": "\ud83d\ude00" }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.json_problems import report
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.syntax.tree import ProblemKind

RULE = Rule(code="FM010", severity=Severity.WARNING)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    yield from report(facts, ProblemKind.LONE_SURROGATE, "")
