"""What is known of a JMESPath expression after reading it; spans are offsets in its text."""

from dataclasses import dataclass
from enum import StrEnum

from flowmason_assist.text.span import Span

FieldPath = tuple[str | None, ...]
"""The way to a value in the data: names of fields, and None for any item or any value."""


class JmespathProblemKind(StrEnum):
    """Why a JMESPath expression fails."""

    SYNTAX = "syntax"
    FUNCTION = "function"  # No function has this name.
    ARITY = "arity"  # The function wants another number of arguments.
    EXPRESSION = "expression"  # The function wants an expression such as &name, or wants none.


@dataclass(frozen=True, slots=True)
class JmespathProblem:
    """
    One fault of a JMESPath expression; `suggestion` replaces the text of `span`.

    `certain` is false where the text of a template may put it right.
    """

    kind: JmespathProblemKind
    span: Span
    text: str  # What is at fault, or the message of a syntax error.
    certain: bool = True
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class FieldRead:
    """A field that the expression reads from the data; `span` covers the last name."""

    path: FieldPath
    span: Span
    quoted: bool  # Written in double quotes, which make a field name and never a text.


@dataclass(frozen=True, slots=True)
class Jmespath:
    """A JMESPath expression as the engine will understand it."""

    problems: tuple[JmespathProblem, ...]
    reads: tuple[FieldRead, ...]
