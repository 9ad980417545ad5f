"""
A condition has the same outcome whatever the data.

Nothing evaluates the text in `condition`: any text but the empty one is true, so "false" and
"{{input.score}} > 3" are. Comparisons belong in `condition_expression`, where the condition is
called `value`.

## Example

    { "component_type": "conditional", "config": { "condition": "{{input.score}} > 3" } }

## Instead

    { "component_type": "conditional",
      "config": { "condition": "{{input.score}}", "condition_expression": "value > 3" } }
"""

import json
import re
from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.pasted import FALSE_WORDS
from flowmason_assist.analysis.stage_facts import Parameter
from flowmason_assist.catalogue.component import Role
from flowmason_assist.expr.condition import parse_condition
from flowmason_assist.expr.scanner import template_ranges
from flowmason_assist.lint.edits import add_member_after, replace
from flowmason_assist.lint.expressions import conditions
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.text.span import Span

RULE = Rule(code="FM418", severity=Severity.ERROR)

_OPERATOR = re.compile(r"[<>]|[=!]=|\b(?:and|or|not|in|is)\b|&&|\|\|")

_VALUES = frozenset({"value_expression"})  # It gives a value, whose truth does not matter.


def check_stage(view: StageView) -> Iterator[Match]:
    yield from _texts(view)
    for expression, condition in conditions(view):
        if condition.truth is None or condition.problems or expression.parameter.name in _VALUES:
            continue
        outcome = "true" if condition.truth else "false"
        message = f'"{expression.parameter.name}" is always {outcome}'
        is_switch = expression.text in ("True", "False")
        severity = Severity.INFO if is_switch else Severity.WARNING
        yield Match(expression.literal.span, message, severity=severity)


def _texts(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        text = parameter.value.text
        if parameter.input is None or parameter.input.role is not Role.TRUTH or not text:
            continue
        if view.facts.parameter("condition_expression") is not None:
            continue
        ranges = [Span(*ends) for ends in template_ranges(text)]
        if len(ranges) == 1 and ranges[0].of(text) == text.strip():
            continue
        is_meant = bool(ranges) or text.strip().lower() in FALSE_WORDS or _OPERATOR.search(text)
        message = f'"{parameter.name}" is always true: no text but the empty one is false'
        severity = None if is_meant else Severity.WARNING
        yield Match(parameter.value.span, message, _fix(view, parameter, ranges), severity=severity)


def _fix(view: StageView, parameter: Parameter, ranges: list[Span]) -> Fix | None:
    text = parameter.value.value
    if text.strip().lower() in FALSE_WORDS:
        return Fix("Write false", (replace(parameter.value, value=False),), Applicability.UNSAFE)
    if len(ranges) != 1 or not _OPERATOR.search(text):
        return None
    start, end = ranges[0]
    comparison = (text[:start] + "value" + text[end:]).replace("'value'", "value").strip()
    if parse_condition(comparison, ("value",)).problems:
        return None
    stage = view.facts.stage.text
    written = json.dumps(comparison, ensure_ascii=False)
    edits = (
        replace(parameter.value, ranges[0].of(text)),
        add_member_after(stage, parameter.member, "condition_expression", written),
    )
    return Fix("Compare in condition_expression", edits, Applicability.UNSAFE)
