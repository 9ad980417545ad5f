"""
A number of seconds looks like milliseconds.

## Example

    { "component_type": "redis",
      "config": { "operation": "expire", "key": "seen", "expire_seconds": 30000 } }

## Instead

    { "component_type": "redis",
      "config": { "operation": "expire", "key": "seen", "expire_seconds": 30 } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Input, Role
from flowmason_assist.lint.edits import replace
from flowmason_assist.lint.numbers import shown
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM426", severity=Severity.HINT)

_HOUR = 3600


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        known, value = parameter.input, parameter.value
        if known is None or known.role is not Role.SECONDS:
            continue
        number = view.settled(parameter)
        if not isinstance(number, int | float) or not _looks_like_milliseconds(number, known):
            continue
        seconds = int(number) // 1000
        milliseconds = shown(int(number))
        message = f'"{known.name}" counts seconds; {milliseconds} milliseconds are {shown(seconds)}'
        is_written = "{{" not in (value.text or "")
        fix = Fix(f"Write {shown(seconds)}", (replace(value, seconds),), Applicability.UNSAFE)
        yield Match(value.span, message, fix if is_written else None)


def _looks_like_milliseconds(number: float, known: Input) -> bool:
    fits = known.maximum is None or number <= known.maximum  # Else see out_of_range.
    return fits and number >= 1000 and number % 1000 == 0 and number % _HOUR != 0  # noqa: PLR2004
