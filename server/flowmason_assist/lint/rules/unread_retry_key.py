"""
A key of `retry_config` is one that the engine does not read.

FlowMason's schema and its engine name different keys. The engine reads `max_retries`,
`initial_delay_ms`, `max_delay_ms` and `backoff_multiplier`, and ignores all others.

## Example

    { "retry_config": { "max_retries": 3, "backoff_ms": 500 } }

## Instead

    { "retry_config": { "max_retries": 3, "initial_delay_ms": 500 } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.edits import rename_key
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM112", severity=Severity.WARNING)

_READ = ("max_retries", "initial_delay_ms", "max_delay_ms", "backoff_multiplier")


def check_stage(view: StageView) -> Iterator[Match]:
    holder = view.facts.stage.root.get("retry_config")
    for member in holder.members if holder else ():
        if member.name in _READ:
            continue
        message = f'the engine does not read "{member.name}"; it reads {", ".join(_READ)}'
        fix = None
        if member.name == "backoff_ms" and holder and not holder.member("initial_delay_ms"):
            edit = rename_key(member, "initial_delay_ms")
            fix = Fix('Write "initial_delay_ms"', (edit,), Applicability.UNSAFE)
        yield Match(member.key.span, message, fix)
