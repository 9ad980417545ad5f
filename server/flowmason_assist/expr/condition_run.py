"""What a condition reads, and what goes wrong, when the engine evaluates it."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from flowmason_assist.expr.condition_checks import Source
from flowmason_assist.expr.condition_nodes import (
    Access,
    ConditionProblem,
    ConditionProblemKind,
    NameUse,
)
from flowmason_assist.expr.engine_names import (
    CALLABLE,
    CONVERSIONS,
    DEFINED,
    FOREIGN_CONSTANTS,
    MATH_NAMES,
    NODES,
    is_member,
)
from flowmason_assist.expr.nearest import nearest
from flowmason_assist.text.span import Span

Observation = ConditionProblem | NameUse | Access


@dataclass(frozen=True, slots=True)
class Scope:
    """
    From where an expression sees names.

    The engine evaluates with separate global and local names, so that a function scope, which
    a comprehension is, sees neither variables nor functions: only what it binds itself.
    Since Python 3.12 (`inlines`) only a generator expression is a scope of its own.
    """

    inlines: bool
    bound: frozenset[str] = frozenset()
    inner: bool = False
    certain: bool = True


def observe(node: ast.AST, source: Source, scope: Scope) -> Iterator[Observation]:
    """Give what evaluating a node reads, and what is wrong with that."""
    if type(node).__name__ not in NODES:
        return
    match node:
        case ast.Name(ctx=ast.Load()):
            yield from _name(node, source, scope)
        case ast.Attribute():
            yield from _attribute(node, source, scope, called=False)
        case ast.Call(func=func, args=args, keywords=keywords):
            if isinstance(func, ast.Attribute):
                yield from _attribute(func, source, scope, called=True)
            elif not _is_refused(func, source):
                yield from observe(func, source, scope)
            yield from _isinstance(node, source, scope)
            yield from _all((*args, *keywords), source, scope)
        case ast.BoolOp(values=[first, *others]):
            yield from observe(first, source, scope)
            yield from _all(others, source, replace(scope, certain=False))
        case ast.IfExp(test, body, orelse):
            yield from observe(test, source, scope)
            yield from _all((body, orelse), source, replace(scope, certain=False))
        case ast.Compare():
            yield from _comparison(node, source, scope)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            yield from _comprehension(node, source, scope)
        case _:
            yield from _all(ast.iter_child_nodes(node), source, scope)


def _all(nodes: Iterable[ast.AST], source: Source, scope: Scope) -> Iterator[Observation]:
    for node in nodes:
        yield from observe(node, source, scope)


def _is_refused(func: ast.expr, source: Source) -> bool:
    """Tell whether a call was refused already, so that its name is no second problem."""
    return isinstance(func, ast.Name) and func.id not in CALLABLE | source.names


def _name(node: ast.Name, source: Source, scope: Scope) -> Iterator[Observation]:
    name, span = node.id, source.span(node)
    if name in scope.bound or source.is_hole(span):
        return
    is_known = name in source.names or name in DEFINED
    if name not in DEFINED | MATH_NAMES | FOREIGN_CONSTANTS.keys() or name in source.names:
        yield NameUse(name, span)
    if not is_known:
        suggestion = _suggestion(name, source)
        kind = ConditionProblemKind.NAME
        yield ConditionProblem(kind, span, name, scope.certain, suggestion)
    elif scope.inner and name != "__builtins__":
        yield ConditionProblem(ConditionProblemKind.SCOPE, span, name, scope.certain)


def _suggestion(name: str, source: Source) -> str | None:
    if name in FOREIGN_CONSTANTS:
        return FOREIGN_CONSTANTS[name]
    if name in MATH_NAMES:
        return f"math['{name}']"
    return nearest(name, source.names)


def _attribute(
    node: ast.Attribute, source: Source, scope: Scope, *, called: bool
) -> Iterator[Observation]:
    name, span = node.attr, source.attribute_span(node)
    owner = node.value.id if isinstance(node.value, ast.Name) else None
    if not source.is_hole(span):
        yield Access(owner, name, span, called)
        is_math = owner == "math" and not source.names & {"math"} and not hasattr({}, name)
        if not name.startswith("_") and (is_math or not is_member(name)):
            whole = source.span(node)
            before = source.text[whole.start : span.start].rstrip().removesuffix(".")
            suggestion = None if called and not is_math else f"{before}['{name}']"
            kind = ConditionProblemKind.MEMBER
            yield ConditionProblem(kind, whole, name, scope.certain, suggestion)
    yield from observe(node.value, source, scope)


def _isinstance(node: ast.Call, source: Source, scope: Scope) -> Iterator[Observation]:
    match node:
        case ast.Call(func=ast.Name(id="isinstance"), args=[_, kinds]) if not scope.inner:
            yield from _not_types(kinds, source, scope)


def _not_types(kinds: ast.expr, source: Source, scope: Scope) -> Iterator[Observation]:
    parts = kinds.elts if isinstance(kinds, ast.Tuple | ast.List | ast.Set) else [kinds]
    for part in parts:
        if isinstance(part, ast.Name) and part.id in CONVERSIONS.keys() - source.names:
            kind, span = ConditionProblemKind.NOT_A_TYPE, source.span(part)
            suggestion = CONVERSIONS[part.id]
            yield ConditionProblem(kind, span, part.id, scope.certain, suggestion)


def _comparison(node: ast.Compare, source: Source, scope: Scope) -> Iterator[Observation]:
    sides = [node.left, *node.comparators]
    yield from _all(sides[:2], source, scope)
    yield from _all(sides[2:], source, replace(scope, certain=False))
    if any(_is_type_call(side) for side in sides):
        for side in sides:
            yield from _not_types(side, source, scope)
    for left, op, right in zip(sides, node.ops, sides[1:], strict=False):
        is_identity = isinstance(op, ast.Is | ast.IsNot)
        if is_identity and (_is_made_anew(left) or _is_made_anew(right)):
            between = Span(source.span(left).end, source.span(right).start)
            yield _identity(between, source, scope)


def _is_type_call(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "type"


def _is_made_anew(node: ast.expr) -> bool:
    """Tell whether an expression gives an object that no data can be."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str | float)
    return isinstance(node, ast.List | ast.Dict | ast.Set | ast.JoinedStr)


def _identity(between: Span, source: Source, scope: Scope) -> ConditionProblem:
    kind = ConditionProblemKind.IDENTITY
    operator = re.search(r"\bis(\s+not)?\b", between.of(source.text))
    if operator is None:
        return ConditionProblem(kind, between, "is", scope.certain)
    span = Span(*operator.span()).shifted(between.start)
    equal = "!=" if operator[1] else "=="
    return ConditionProblem(kind, span, operator.group(), scope.certain, equal)


def _comprehension(
    node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp,
    source: Source,
    scope: Scope,
) -> Iterator[Observation]:
    first, *others = node.generators
    yield from observe(first.iter, source, scope)
    is_inner = scope.inner or not scope.inlines or isinstance(node, ast.GeneratorExp)
    targets = {
        part.id
        for generator in node.generators
        for part in ast.walk(generator.target)
        if isinstance(part, ast.Name)
    }
    inside = replace(scope, bound=scope.bound | targets, inner=is_inner, certain=False)
    yield from _all(first.ifs, source, inside)
    for generator in others:
        yield from _all((generator.iter, *generator.ifs), source, inside)
    values = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
    yield from _all(values, source, inside)
