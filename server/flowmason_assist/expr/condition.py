"""Read a condition, which is a Python expression, the way the engine does."""

import ast
import sys
import warnings
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from flowmason_assist.expr import constant
from flowmason_assist.expr.condition_checks import Source, refusals
from flowmason_assist.expr.condition_nodes import (
    Access,
    Condition,
    ConditionProblem,
    ConditionProblemKind,
    Constant,
    Hole,
    NameUse,
)
from flowmason_assist.expr.condition_run import Scope, observe
from flowmason_assist.expr.foreign_operators import STRING, foreign_operators
from flowmason_assist.expr.places import Places
from flowmason_assist.expr.scanner import masked, template_ranges
from flowmason_assist.text.span import Span


def parse_condition(
    text: str, names: Iterable[str], python: tuple[int, int] = sys.version_info[:2]
) -> Condition:
    """
    Read a condition that sees the variables `names`; spans are offsets in `text`.

    `python` is the version that the engine runs on, which decides what comprehensions see.
    An empty condition is a syntax error here, though the engine never evaluates one.
    """
    ranges = [Span(*ends) for ends in template_ranges(text)]
    plain = masked(text, ranges)
    holes = _holes(text, plain, ranges)
    if len(holes) == 1 and holes[0].span.of(text) == text.strip():
        return Condition(text, holes=holes)
    try:
        tree = _parse(plain)
        if isinstance(tree, Exception):
            is_certain = all(hole.quoted for hole in holes)
            problems = _syntax_problems(plain, tree, certain=is_certain)
            return Condition(text, tuple(problems), holes=holes)
        source = Source(plain, Places(plain), frozenset(names), tuple(ranges))
        return _read(tree, source, text, holes, Scope(inlines=python >= (3, 12)))
    except RecursionError:
        return Condition(text, (_syntax(Span(0, len(text)), "too deeply nested"),), holes=holes)


def _holes(text: str, plain: str, ranges: list[Span]) -> tuple[Hole, ...]:
    strings = [Span(*match.span()) for match in STRING.finditer(plain)] if ranges else []
    starts = [string.start for string in strings]
    holes = []
    for span in ranges:
        before = bisect_left(starts, span.start) - 1
        is_quoted = before >= 0 and span.end < strings[before].end
        path = text[span.start + 2 : span.end - 2].strip()
        holes.append(Hole(span, path, is_quoted))
    return tuple(holes)


def _parse(text: str) -> ast.Expression | Exception:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, OverflowError, MemoryError) as error:
        return error


def _read(
    tree: ast.Expression, source: Source, text: str, holes: tuple[Hole, ...], scope: Scope
) -> Condition:
    problems = list(refusals(tree, source))
    observations = list(observe(tree, source, scope))
    problems += [each for each in observations if isinstance(each, ConditionProblem)]
    value = None
    if not problems:
        value = _value(tree, source)
    if isinstance(value, ConditionProblem):
        problems.append(value)
    return Condition(
        text,
        tuple(problems),
        tuple(each for each in observations if isinstance(each, NameUse)),
        tuple(each for each in observations if isinstance(each, Access)),
        holes,
        value if isinstance(value, Constant) else None,
        None if problems else constant.truth(tree.body, source.is_open),
    )


def _value(tree: ast.Expression, source: Source) -> ConditionProblem | Constant | None:
    """Give the value of an expression if that is known, or why it always fails."""
    kind = ConditionProblemKind.FAILS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(tree, "<condition>", "eval")
        return constant.evaluate(tree.body, source.is_open)
    except SyntaxError as error:
        return ConditionProblem(kind, source.places.of_error(error), error.msg)
    except constant.FAILURES as error:
        return ConditionProblem(kind, source.span(tree.body), str(error))


def _syntax_problems(text: str, error: Exception, *, certain: bool) -> Iterator[ConditionProblem]:
    indent = len(text) - len(text.lstrip())
    foreign = list(foreign_operators(text))
    if indent and isinstance(_parse(text[indent:]), ast.Expression):
        yield _syntax(Span(0, indent), "unexpected indent", "")
    elif foreign and isinstance(_parse(_replaced(text, foreign)), ast.Expression):
        for span, operator, replacement in foreign:
            yield _syntax(span, f'"{operator}" is no operator of Python', replacement)
    elif isinstance(error, SyntaxError):
        yield _syntax(Places(text).of_error(error), error.msg, certain=certain)
    else:
        yield _syntax(Span(0, len(text)), str(error), certain=certain)


def _syntax(
    span: Span, message: str, suggestion: str | None = None, *, certain: bool = True
) -> ConditionProblem:
    return ConditionProblem(ConditionProblemKind.SYNTAX, span, message, certain, suggestion)


def _replaced(text: str, replacements: Iterable[tuple[Span, str, str]]) -> str:
    parts: list[str] = []
    position = 0
    for span, _, replacement in replacements:
        parts += (text[position : span.start], replacement)
        position = span.end
    return "".join((*parts, text[position:]))
