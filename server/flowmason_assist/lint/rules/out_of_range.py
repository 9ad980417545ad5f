"""
A number is outside the bounds that the component sets.

The stage fails before it starts, also when the number comes from a template.

## Example

    { "component_type": "http_request", "config": { "url": "{{input.url}}", "timeout": 5000 } }

## Instead

    { "component_type": "http_request", "config": { "url": "{{input.url}}", "timeout": 5 } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Input, Role
from flowmason_assist.lint.edits import replace
from flowmason_assist.lint.idleness import idle_reason
from flowmason_assist.lint.numbers import shown
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.syntax.tree import Node

RULE = Rule(code="FM410", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        known = parameter.input
        if known is None or not _bounds(known):
            continue
        number = view.settled(parameter)
        if not isinstance(number, int | float) or _fits(number, known):
            continue
        if known.lowest is not None and idle_reason(view, known) is not None:
            continue  # See idle_input.
        message = f'"{known.name}" is {shown(number)}, but must be {_bounds(known)}'
        if known.role is Role.SECONDS and number > _lowest(known):
            message += "; it counts seconds"
        is_written = "{{" not in (parameter.value.text or "")
        fix = _fix(parameter.value, number, known) if is_written else None
        yield Match(parameter.value.span, message, fix)


def _fits(number: float, known: Input) -> bool:
    return (
        (known.minimum is None or number >= known.minimum)
        and (known.lowest is None or number >= known.lowest)
        and (known.maximum is None or number <= known.maximum)
        and (known.exclusive_minimum is None or number > known.exclusive_minimum)
        and (known.exclusive_maximum is None or number < known.exclusive_maximum)
    )


def _bounds(known: Input) -> str:
    limits = (
        ("at least", known.minimum),
        ("at least", known.lowest),
        ("more than", known.exclusive_minimum),
        ("at most", known.maximum),
        ("less than", known.exclusive_maximum),
    )
    return " and ".join(f"{words} {limit:g}" for words, limit in limits if limit is not None)


def _lowest(known: Input) -> float:
    limits = (known.minimum, known.exclusive_minimum)
    return max((limit for limit in limits if limit is not None), default=0)


def _fix(node: Node, number: float, known: Input) -> Fix | None:
    """Offer the same time in seconds, or the nearest bound."""
    is_milliseconds = known.role is Role.SECONDS and number % 1000 == 0
    meant: float | None = number // 1000 if is_milliseconds else None
    if meant is None or not _fits(meant, known):
        over = known.maximum is not None and number > known.maximum
        meant = known.maximum if over else known.lowest or known.minimum
    if meant is None:
        return None
    value = int(meant) if float(meant).is_integer() else meant
    return Fix(f"Write {value}", (replace(node, value),), Applicability.UNSAFE)
