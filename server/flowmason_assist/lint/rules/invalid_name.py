"""
A text does not have the form that the component wants.

The name of a variable is letters, digits and underscores, and does not begin with a digit. The
stage fails before it starts.

## Example

    { "component_type": "variable_set", "config": { "name": "order-total", "value": 12 } }

## Instead

    { "component_type": "variable_set", "config": { "name": "order_total", "value": 12 } }
"""

import re
from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.edits import replace
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.syntax.tree import Node

RULE = Rule(code="FM412", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        known = parameter.input
        if known is None or known.pattern is None:
            continue
        value = view.settled(parameter)
        if isinstance(value, str) and not _matches(known.pattern, value):
            message = f'"{known.name}" does not match "{known.pattern}"'
            is_written = value == parameter.value.text
            fix = _fix(parameter.value, known.pattern) if is_written else None
            yield Match(parameter.value.span, message, fix)


def _matches(pattern: str, value: str) -> bool:
    return re.search(pattern, value.strip()) is not None  # Pydantic strips blanks first.


def _fix(node: Node, pattern: str) -> Fix | None:
    meant = re.sub(r"[^A-Za-z0-9]+", "_", node.value).strip("_")
    if meant[:1].isdigit():
        meant = f"_{meant}"
    if not _matches(pattern, meant):
        return None
    return Fix(f'Write "{meant}"', (replace(node, meant),), Applicability.UNSAFE)
