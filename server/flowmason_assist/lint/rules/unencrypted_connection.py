"""
A request goes over the network unencrypted, or to a server that nobody verified.

## Example

    { "component_type": "http_request", "config": { "url": "http://example.com/orders" } }

## Instead

    { "component_type": "http_request", "config": { "url": "https://example.com/orders" } }
"""

import re
from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Role
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM705", severity=Severity.INFO)

_LOCAL = r"localhost|127\.|\[::1\]|[^/]*\.local\b|host\.docker"
_PLAIN = re.compile(rf"http://(?!{_LOCAL})", re.IGNORECASE)


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        known = parameter.input
        if known is None:
            continue
        if known.role is Role.URL and _PLAIN.match(parameter.value.text or ""):
            yield Match(parameter.value.span, 'this goes unencrypted; write "https://"')
        elif known.name == "verify_ssl" and parameter.value.value is False:
            yield Match(parameter.value.span, "anybody can pose as this server")
