"""Operators of other languages in what should be Python."""

import re
from collections.abc import Iterator

from flowmason_assist.text.span import Span

STRING = re.compile(
    r"\"\"\"[\s\S]*?(?:\"\"\"|\Z)|'''[\s\S]*?(?:'''|\Z)"
    r"|\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?"
)
"""A string literal of Python, closed or not."""

_PYTHON = {
    "&&": "and",
    "||": "or",
    "===": "==",
    "!==": "!=",
    "<>": "!=",
    "=": "==",
    "!": "not ",
    "AND": "and",
    "OR": "or",
    "NOT": "not",
    "IN": "in",
    "IS": "is",
}
_STRING_OR_OPERATOR = re.compile(
    rf"{STRING.pattern}"
    r"|(?P<operator>&&|\|\||===|!==|<>|!(?!=)|(?<![=!<>:])=(?!=)|\b(?:AND|OR|NOT|IN|IS)\b)"
)


def foreign_operators(text: str) -> Iterator[tuple[Span, str, str]]:
    """Give each operator that Python lacks: its place, itself, and Python's word for it."""
    for match in _STRING_OR_OPERATOR.finditer(text):
        operator = match["operator"]
        if operator is not None:
            yield Span(*match.span()), operator, _PYTHON[operator]
