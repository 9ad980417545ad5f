"""
The version is not of the form that FlowMason's validator expects.

Any text loads; the validator asks for three numbers.

## Example

    { "name": "Report", "version": "v1" }

## Instead

    { "name": "Report", "version": "1.0.0" }
"""

import re
from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM118", severity=Severity.INFO)

_VERSION = re.compile(r"\d+\.\d+\.\d+")


def check_pipeline(facts: Facts) -> Iterator[Match]:
    version = facts.pipeline.string("version")
    if version is not None and not _VERSION.fullmatch(version.value):
        yield Match(version.span, 'write the version as three numbers, like "1.0.0"')
