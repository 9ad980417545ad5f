"""
A template pastes text into an expression, where it is no text but code.

The engine puts the value in before it reads the expression: `{{input.state}} == 'open'` becomes
`open == 'open'`, and a name like `open` has no value. The failure is swallowed, and the condition
counts as false.

## Example

    { "config": { "condition": true, "condition_expression": "{{input.state}} == 'open'" } }

## Instead

    { "config": { "condition": "{{input.state}}", "condition_expression": "value == 'open'" } }
"""

import ast
from collections.abc import Iterator

from flowmason_assist.analysis.coerce import UNKNOWN
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.expressions import Expression, conditions
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM419", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for expression, condition in conditions(view):
        if len(expression.text) == sum(hole.span.end - hole.span.start for hole in condition.holes):
            continue  # Nothing but a template: the value may be an expression.
        for hole in condition.holes:
            place = expression.place(hole.span)
            reference = _reference(view, expression, place.start)
            if hole.quoted or reference is None or not _is_text(view, reference):
                continue
            written = "{{" + hole.path_text + "}}"
            message = f'"{written}" pastes text without quotes, which Python takes for code'
            fix = Fix(
                "Put it in quotes", (replace_text(place, f"'{written}'"),), Applicability.UNSAFE
            )
            yield Match(place, message, fix)


def _reference(view: StageView, expression: Expression, start: int) -> Reference | None:
    for reference in view.facts.references:
        if reference.literal is expression.literal and reference.span.start == start:
            return reference
    return None


def _is_text(view: StageView, reference: Reference) -> bool:
    """Tell whether the value is text that is no Python value, such as a number, by itself."""
    if reference.names[0] not in ("input", "upstream"):
        return False
    sample = view.scope.inputs.sample_at(reference.names)
    if sample is UNKNOWN:
        return view.resolve(reference).type.name == "str"
    return isinstance(sample, str) and not _is_value(sample)


def _is_value(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return False
    return True
