"""
A header cannot be sent.

Names are letters, digits and hyphens; names and values are ASCII without line ends. The stage
fails before a connection is made.

## Example

    { "component_type": "http_request",
      "config": { "url": "https://example.com", "headers": { "X Customer": "Jürgen" } } }

## Instead

    { "component_type": "http_request",
      "config": { "url": "https://example.com", "headers": { "X-Customer": "J%C3%BCrgen" } } }
"""

import re
from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Role
from flowmason_assist.lint.edits import rename_key
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.syntax.tree import Member

RULE = Rule(code="FM425", severity=Severity.ERROR)

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t -~]*")


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        if parameter.input is None or parameter.input.role is not Role.HEADERS:
            continue
        for member in parameter.value.members:
            if not _NAME.fullmatch(member.name.strip()):
                message = f'"{member.name}" cannot be the name of a header'
                yield Match(member.key.span, message, _fix(member))
            if member.value.text is not None and not _VALUE.fullmatch(member.value.text.strip()):
                message = "the value of a header is ASCII text on one line"
                yield Match(member.value.span, message)


def _fix(member: Member) -> Fix | None:
    meant = re.sub(r"[^A-Za-z0-9-]+", "-", member.name.strip().rstrip(":")).strip("-")
    if not member.name.isascii() or not meant:
        return None
    return Fix(f'Write "{meant}"', (rename_key(member, meant),), Applicability.UNSAFE)
