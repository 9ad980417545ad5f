r"""
The file starts with a byte order mark.

Some editors write this invisible character; FlowMason's JSON reader refuses the file.

## Example

    \ufeff{ "name": "report" }

## Instead

    { "name": "report" }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.json_problems import report
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.syntax.tree import ProblemKind

RULE = Rule(code="FM007", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    yield from report(facts, ProblemKind.BYTE_ORDER_MARK, "Remove the mark")
