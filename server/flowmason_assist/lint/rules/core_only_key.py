"""
A key works in the core library only.

`flowmason run`, Studio and the Python API load `timeout_ms`, `retry_config` and `on_error` and
then forget them: no timeout, no retry and no error handling happens there.

## Example

    { "id": "fetch", "component_type": "http_request", "retry_config": { "max_retries": 3 } }

## Instead

For errors use a `trycatch` stage; many components take a `timeout` in their `config`.
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM111", severity=Severity.WARNING)

_KEYS = ("timeout_ms", "retry_config", "on_error")


def check_stage(view: StageView) -> Iterator[Match]:
    if view.reader.honors_timeouts:
        return
    for key in _KEYS:
        member = view.facts.stage.member(key)
        if member is not None and (member.value.value is not None or member.value.members):
            message = f'only the core library honors "{key}"; `flowmason run` and Studio do not'
            yield Match(member.key.span, message)
