"""Read a JMESPath expression with the library that the engine uses."""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from flowmason_assist.expr.jmespath_nodes import Jmespath, JmespathProblem, JmespathProblemKind
from flowmason_assist.expr.jmespath_reads import Ast, FunctionCall, Walk
from flowmason_assist.expr.nearest import nearest
from flowmason_assist.expr.scanner import masked, template_ranges
from flowmason_assist.text.span import Span

if TYPE_CHECKING:
    from jmespath.parser import ParsedResult


def parse_jmespath(text: str) -> Jmespath:
    """
    Read a JMESPath expression; spans are offsets in `text`.

    An empty expression is a syntax error here, though the engine never evaluates one.
    """
    holes = [Span(*ends) for ends in template_ranges(text)]
    plain = masked(text, holes)
    try:
        compiled = _compiled(plain)
        walk = Walk(plain, _identifiers(plain))
        walk.visit(cast("Ast", compiled.parsed), ())
    except _ERRORS as error:
        return Jmespath((_syntax_problem(plain, error, certain=not holes),), ())
    open_names = {hole.of(plain) for hole in holes}
    reads = tuple(read for read in walk.reads if open_names.isdisjoint(read.path))
    return Jmespath(tuple(_call_problems(walk.calls)), reads)


def failure_on(text: str, data: object) -> str | None:
    """Tell why an expression without problems fails on this very data, None if it does not."""
    from jmespath.exceptions import JMESPathTypeError

    try:
        _compiled(text).search(data)
    except JMESPathTypeError as error:
        wanted = " or ".join(_TYPES.get(each, each) for each in error.expected_types)
        found = _TYPES.get(error.actual_type, error.actual_type)
        return f'"{error.function_name}" takes {wanted}, and finds {found}'
    except _ERRORS as error:
        return " ".join(str(error).split())
    return None


# The names of types, both in JMESPath and in Python, which the library mixes.
_TYPES: Mapping[str, str] = {
    "array": "a list",
    "array-number": "a list of numbers",
    "array-string": "a list of texts",
    "bool": "true or false",
    "boolean": "true or false",
    "dict": "an object",
    "float": "a number",
    "int": "a number",
    "list": "a list",
    "NoneType": "null",
    "number": "a number",
    "object": "an object",
    "str": "text",
    "string": "text",
}

# The library's own errors are ValueErrors; the others escape from it on odd texts.
_ERRORS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)

_IDENTIFIER = re.compile(
    r"'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`"
    r'|(?P<quoted>"(?:\\.|[^"\\])*")|(?P<plain>[A-Za-z_][A-Za-z0-9_]*)',
    re.DOTALL,
)
# What is often written instead of what the language wants.
_FOREIGN = re.compile(
    r"(?P<root>\$\.?)|(?P<equal>=)|(?P<number>-?[0-9]+(?:\.[0-9]+)?)|(?P<hyphen>-)"
    r"|(?P<word>and|or)\b"
)
_HYPHENATED = re.compile(r"[A-Za-z_]\w*(?:-\w+)+")


def _compiled(text: str) -> "ParsedResult":
    import jmespath

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return jmespath.compile(text)


def _identifiers(text: str) -> Iterator[Span]:
    for match in _IDENTIFIER.finditer(text):
        if match.lastgroup is not None:
            yield Span(*match.span())


def _syntax_problem(text: str, error: Exception, *, certain: bool) -> JmespathProblem:
    span, message = _place(text, error)
    suggested = _suggestion(text, span)
    if suggested is None:
        return JmespathProblem(JmespathProblemKind.SYNTAX, span, message, certain)
    span, replacement = suggested
    return JmespathProblem(JmespathProblemKind.SYNTAX, span, message, certain, replacement)


def _place(text: str, error: Exception) -> tuple[Span, str]:
    """Give where an error is and what it says; an unexpected one is about everything."""
    from jmespath.exceptions import IncompleteExpressionError, LexerError, ParseError

    match error:
        case IncompleteExpressionError():
            return Span(max(len(text) - 1, 0), len(text)), "the expression ends too early"
        case LexerError():
            start = min(error.lexer_position, len(text))
            message = error.message[:1].lower() + error.message[1:]
            return Span(start, min(start + 1, len(text))), message
        case ParseError():
            start = min(error.lex_position, len(text))
            token = str(error.token_value)
            end = min(start + max(len(token), 1), len(text))
            return Span(start, end), f'unexpected "{token}"'
        case _:
            return Span(0, len(text)), str(error) or "the expression cannot be read"


def _suggestion(text: str, at: Span) -> tuple[Span, str] | None:
    """Give a replacement that moves the first error further on, or removes it."""
    foreign = _FOREIGN.match(text, at.start)
    if foreign is None:
        return None
    span = Span(*foreign.span())
    match foreign.lastgroup:
        case "root":
            replacement = "" if foreign.group() == "$." else "@"
        case "equal":
            replacement = "=="
        case "number":
            replacement = f"`{foreign.group()}`"
        case "word":
            replacement = "&&" if foreign.group() == "and" else "||"
        case _:
            words = (word for word in _HYPHENATED.finditer(text) if word.end() > at.start)
            word = next(words, None)
            if word is None or word.start() > at.start:
                return None
            span, replacement = Span(*word.span()), f'"{word.group()}"'
    replaced = text[: span.start] + replacement + text[span.end :]
    return (span, replacement) if _reads_beyond(replaced, span.start) else None


def _reads_beyond(text: str, position: int) -> bool:
    try:
        _compiled(text)
    except _ERRORS as error:
        return _place(text, error)[0].start > position
    return True


def _call_problems(calls: Iterable[FunctionCall]) -> Iterator[JmespathProblem]:
    from jmespath.functions import Functions

    table = Functions.FUNCTION_TABLE
    for call in calls:
        if call.name not in table:
            kind, suggestion = JmespathProblemKind.FUNCTION, nearest(call.name, table)
            yield JmespathProblem(kind, call.span, call.name, suggestion=suggestion)
            continue
        signature = table[call.name]["signature"]
        is_variadic = bool(signature) and bool(signature[-1].get("variadic"))
        count = len(call.arguments)
        if count < len(signature) or (count > len(signature) and not is_variadic):
            yield JmespathProblem(JmespathProblemKind.ARITY, call.span, call.name)
            continue
        wants_expression = [each.get("types") == ["expref"] for each in signature]
        is_expression = [kind == "expref" for kind in call.arguments]
        if wants_expression != is_expression[: len(signature)]:
            yield JmespathProblem(JmespathProblemKind.EXPRESSION, call.span, call.name)
