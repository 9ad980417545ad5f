"""Python expressions as the engine evaluates them; what goes wrong in one counts as false."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flowmason_assist.assist.compile.shape import Kind, Path
from flowmason_assist.assist.plan.plan import Test

MEASURED: tuple[Test, ...] = ("gt", "ge", "lt", "le")
_OPERATORS = {"gt": ">", "ge": ">=", "lt": "<", "le": "<=", "is": "==", "isnt": "!="}
_ABSENT = "[None, '']"
_ASK_ABOUT_ABSENCE: tuple[Test, ...] = ("exists", "missing", "isnt")


@dataclass(frozen=True, slots=True)
class Subject:
    """
    The expression for a value that is tested, and what kind it is.

    An answer of a model `is_answer`: blanks, quotes, full stops and capitals do not count.
    """

    text: str
    kind: Kind
    is_answer: bool = False

    def spelled(self, value: object) -> str:
        """Spell a literal that the value is compared with."""
        return repr(value.lower() if isinstance(value, str) and self.is_answer else value)


def answer(text: str, key: str) -> Subject:
    """Give what a model answered: a field of its JSON, or all it said if that is no JSON."""
    found = f"({text}['{key}'] if isinstance({text}, type({{}})) else {text})"
    return Subject(found, Kind.TEXT, is_answer=True)


def expression(
    test: Test, operands: Sequence[str], subject: Subject, *, counts_words: bool = False
) -> str:
    """Give the expression of one test; `operands` are expressions too."""
    value = subject.text
    if subject.kind in (Kind.LIST, Kind.RECORD) and test in (*MEASURED, "is", "isnt"):
        is_text = any(each.startswith(("'", '"')) for each in operands)
        subject = Subject(f"{'str' if is_text else 'len'}({value})", Kind.ANY)
        value = subject.text
    match test:
        case "gt" | "ge" | "lt" | "le":
            measured = f"float({value})" if subject.kind is Kind.TEXT else value
            if operands and operands[0].startswith(("'", '"')):
                measured = f"str({value})"
            return f"{measured} {_OPERATORS[test]} {operands[0] if operands else 0}"
        case "is" | "isnt":
            return _equal(test, operands, subject)
        case "has":
            return _has(operands, subject)
        case "exists" | "missing":
            return f"{value} {'not in' if test == 'exists' else 'in'} {_ABSENT}"
        case "true" | "false":
            return _truth(test, subject)
        case "longer" | "shorter":
            sign = ">" if test == "longer" else "<"
            measured = f"{value}.split()" if counts_words else value
            return f"len({measured}) {sign} {operands[0]}"


def route(labels: Sequence[str], text: str, *, key: str | None = None) -> str:
    """
    Give the expression for the first of some labels that an answer holds; else an empty text.

    Longer labels come first, because "not urgent" holds "urgent". A comprehension sees no
    variables of the expression but in its first `for`.
    """
    known = sorted({label.lower() for label in labels}, key=lambda label: (-len(label), label))
    said = text if key is None else answer(text, key).text
    found = f"[label for said in [str({said}).lower()] for label in {known!r} if label in said]"
    return f"({found} + [''])[0]"


def subscript(base: str, fields: Path, test: Test | None = None) -> str:
    """Give the expression for a field; for a test about absence, one that survives it."""
    if fields and test in _ASK_ABOUT_ABSENCE:
        return f"{subscript(base, fields[:-1])}.get({fields[-1]!r})"
    return base + "".join(f"[{name}]" if name.isdigit() else f"[{name!r}]" for name in fields)


def of_items(text: str) -> str:
    """Spell the word "data" in literals otherwise: a filter of lists refuses to see it."""
    parts = re.split(r"(\{\{.*?\}\})", text)
    return "".join(
        part if part.startswith("{{") else re.sub(r"\bdata\b", r"d\\x61ta", part) for part in parts
    )


def _equal(test: Test, operands: Sequence[str], subject: Subject) -> str:
    value = subject.text
    if subject.kind is Kind.TEXT and not subject.is_answer:
        operands = [
            repr(each) if each[0].isdigit() or each[0] == "-" else each for each in operands
        ]
    if subject.is_answer:
        value = f"str({value}).strip(' .\"').lower()"
    if len(operands) == 1:
        return f"{value} {_OPERATORS[test]} {operands[0]}"
    return f"{value} {'in' if test == 'is' else 'not in'} [{', '.join(operands)}]"


def _has(operands: Sequence[str], subject: Subject) -> str:
    if subject.kind is Kind.LIST:
        parts = [f"{each} in {subject.text}" for each in operands]
    else:
        parts = [f"str({each}).lower() in str({subject.text}).lower()" for each in operands]
    return parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"


def _truth(test: Test, subject: Subject) -> str:
    value = subject.text
    if subject.is_answer:
        said = f"str({value}).strip().lower().startswith(('yes', 'true'))"
        return said if test == "true" else f"not {said}"
    if subject.kind is Kind.NUMBER:
        return f"{value} {'!=' if test == 'true' else '=='} 0"
    if subject.kind is Kind.TEXT:
        listed = "['true', 'yes', '1']"
        return f"{value}.lower() {'in' if test == 'true' else 'not in'} {listed}"
    return value if test == "true" else f"not {value}"
