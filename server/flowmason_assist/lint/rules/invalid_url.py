"""
An address is no web address.

A request goes to `http://` or `https://` and a host; anything else fails the stage before a
connection is made.

## Example

    { "component_type": "http_request", "config": { "url": "api.example.com/orders" } }

## Instead

    { "component_type": "http_request", "config": { "url": "https://api.example.com/orders" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Role
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.lint.urls import check_url, known_start, url_fix
from flowmason_assist.syntax.tree import NodeKind

RULE = Rule(code="FM424", severity=Severity.ERROR, fails=True)


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        known, value = parameter.input, parameter.value
        if known is None or known.role is not Role.URL or value.kind is not NodeKind.STRING:
            continue
        complaint = check_url(*known_start(view, value))
        if complaint:
            yield Match(value.span, f'"{known.name}" {complaint}', url_fix(value))
