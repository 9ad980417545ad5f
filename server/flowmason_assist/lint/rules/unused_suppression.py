"""
A suppression silences nothing.

The rule that it names finds nothing here, because the fault was mended or the name is wrong.
Left in the file, it would hide the next fault of that kind.

## Example

    "x-flowmason-assist": { "ignore": ["FM203"], "reason": "checked by hand" }

## Instead

Remove the entry.
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity, Tag
from flowmason_assist.lint.suppress import suppressions

RULE = Rule(code="FM801", severity=Severity.INFO, tag=Tag.UNNECESSARY)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    for suppression in suppressions(facts):
        yield Match(suppression.span, f'"{suppression.rule}" finds nothing to suppress here')
