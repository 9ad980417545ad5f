"""
A log line holds what looks like personal data or a secret.

Logs are kept and read by others; a logger also writes to the trace of the run.

## Example

    { "component_type": "logger", "config": { "message": "New customer {{input.email}}" } }

## Instead

    { "component_type": "logger", "config": { "message": "New customer {{input.customer_id}}" } }
"""

import re
from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM703", severity=Severity.HINT)

_PERSONAL = re.compile(
    r"(?:^|[_-])(?:e?mail|phone|mobile|ssn|iban|birth\w*|dob|address|passport|salary)(?:$|[_-])"
    r"|password|passwd|secret|token|api_?key|credit_?card",
    re.IGNORECASE,
)


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    if component is None or component.name != "logger":
        return
    for reference in view.facts.references:
        if reference.names and _PERSONAL.search(reference.names[-1]):
            message = f'"{reference.names[-1]}" is written into the log; log an id instead'
            yield Match(reference.span, message)
