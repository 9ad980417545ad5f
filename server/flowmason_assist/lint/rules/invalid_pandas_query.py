"""
A pandas query cannot be read.

It is a Python expression over the keys of the records, with keys that are no Python names in
backticks. The component reports failure and gives no data, and the run goes on.

## Example

    { "component_type": "pandas", "config": {
      "data": "{{input.people}}", "operation": "filter", "expression": "age > 9 && city = 'Rom'" } }

## Instead

    { "component_type": "pandas", "config": {
      "data": "{{input.people}}", "operation": "filter",
      "expression": "age > 9 and city == 'Rom'" } }
"""

import ast
import re
import warnings
from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Role
from flowmason_assist.expr.foreign_operators import foreign_operators
from flowmason_assist.expr.places import Places
from flowmason_assist.lint.expressions import Expression, expressions
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM431", severity=Severity.ERROR)

_QUOTED = re.compile(r"`[^`\n]+`|@(?=\w)")


def check_stage(view: StageView) -> Iterator[Match]:
    for expression in expressions(view, Role.PANDAS_QUERY):
        if "{{" in expression.text:
            continue  # Only a run tells what will stand there.
        plain = _QUOTED.sub(lambda found: "_" * len(found.group()), expression.text)
        error = _error(plain)
        if error is not None:
            yield _match(expression, plain, error)


def _error(text: str) -> SyntaxError | ValueError | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text, mode="eval")
    except (SyntaxError, ValueError) as error:
        return error
    except (MemoryError, RecursionError):
        return None
    return None


def _match(expression: Expression, text: str, error: SyntaxError | ValueError) -> Match:
    name = expression.parameter.name
    for span, operator, meant in foreign_operators(text):
        message = f'"{name}": "{operator}" is no operator of Python'
        return Match(expression.place(span), message, expression.correction(span, meant))
    if isinstance(error, SyntaxError):
        span = Places(text).of_error(error)
        return Match(expression.place(span), f'"{name}" is no Python: {error.msg}')
    return Match(expression.literal.span, f'"{name}" is no Python: {error}')
