"""
A try block names an error type that never occurs, so that its catch stages never run.

The engine wraps every error before it compares the type: only the names of its wrappers match.
With `error_scope: "continue"` the error is even swallowed while the catch stages are skipped.

## Example

    { "component_type": "trycatch", "config": { "catch_error_types": ["ConnectionError"] } }

## Instead

    { "component_type": "trycatch", "config": { "catch_error_types": ["ComponentExecutionError"] } }
"""

from collections.abc import Iterator
from difflib import get_close_matches

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.edits import replace
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM511", severity=Severity.ERROR)

_WRAPPERS = (
    "ComponentExecutionError",
    "MappingExecutionError",
    "TimeoutExecutionError",
    "ValidationExecutionError",
    "RetryExhaustedError",
)


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    types = view.facts.parameter("catch_error_types")
    if component is None or component.name != "trycatch" or types is None:
        return
    for item in types.value.items:
        if item.text is None or item.text in _WRAPPERS or "{{" in item.text:
            continue
        close = get_close_matches(item.text, _WRAPPERS, n=1, cutoff=0.3)
        meant = close[0] if close else _WRAPPERS[0]
        message = f'no error of a stage is called "{item.text}"; use one of {", ".join(_WRAPPERS)}'
        fix = Fix(f'Catch "{meant}"', (replace(item, meant),), Applicability.UNSAFE)
        yield Match(item.span, message, fix)
