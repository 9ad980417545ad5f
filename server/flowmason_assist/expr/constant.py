"""What an expression is worth without knowing any data; nothing is ever executed."""

import ast
import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from flowmason_assist.expr.condition_nodes import Constant
from flowmason_assist.expr.engine_names import is_method

IsHole = Callable[[ast.AST], bool]


def evaluate(node: ast.expr, is_hole: IsHole) -> Constant | None:
    """
    Give the value of an expression made of constants, or None when it is not known.

    Raises what evaluation would raise, such as TypeError for `'5' > 3`; see `FAILURES`.
    """
    value = _evaluate(node, is_hole)
    return None if value is _UNKNOWN else Constant(value)


def truth(node: ast.expr, is_hole: IsHole) -> bool | None:
    """Tell what an expression counts as if it can be evaluated, or None when that depends."""
    match node:
        case ast.BoolOp(op, values):
            return _truth_of_choice([truth(value, is_hole) for value in values], op)
        case ast.UnaryOp(ast.Not(), operand):
            inner = truth(operand, is_hole)
            return None if inner is None else not inner
        case ast.IfExp(test, body, orelse):
            chosen = truth(test, is_hole)
            ends = (body, orelse) if chosen is None else (body if chosen else orelse,)
            found = {truth(end, is_hole) for end in ends}
            return found.pop() if len(found) == 1 else None
        case ast.List(items) | ast.Tuple(items) | ast.Set(items) if items:
            return True if any(not isinstance(item, ast.Starred) for item in items) else None
        case ast.Dict(keys) if keys:
            return True if any(key is not None for key in keys) else None
        case ast.GeneratorExp():
            return True
        case ast.Attribute(attr=name):
            return True if is_method(name) and not is_hole(node) else None
        case ast.JoinedStr(values):
            return True if any(truth(value, is_hole) for value in values) else None
        case _:
            return _truth_of_value(node, is_hole)


FAILURES = (ArithmeticError, LookupError, TypeError, ValueError)
"""What evaluating constants may raise."""

_UNKNOWN: Final = object()
_LARGEST = 10_000  # Bits of a number that is still computed.

_BINARY: dict[type[ast.operator], Callable[[Any, Any], object]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.BitAnd: operator.and_,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], object]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
    ast.Not: operator.not_,
    ast.Invert: operator.invert,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], object]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda item, container: item in container,
    ast.NotIn: lambda item, container: item not in container,
}


def _truth_of_choice(parts: list[bool | None], op: ast.boolop) -> bool | None:
    deciding = isinstance(op, ast.Or)
    if deciding in parts:
        return deciding
    return None if None in parts else not deciding


def _truth_of_value(node: ast.expr, is_hole: IsHole) -> bool | None:
    try:
        value = _evaluate(node, is_hole)
    except FAILURES:
        return None
    return None if value is _UNKNOWN else bool(value)


def _evaluate(node: ast.expr, is_hole: IsHole) -> object:
    match node:
        case ast.Constant(value):
            return _UNKNOWN if is_hole(node) else value
        case ast.List(items) | ast.Tuple(items) | ast.Set(items):
            return _collection(node, _values(items, is_hole))
        case ast.Dict(keys, values):
            return _dictionary(_values(keys, is_hole), _values(values, is_hole))
        case ast.BoolOp(op, parts):
            return _choice(parts, is_hole, until=isinstance(op, ast.Or))
        case ast.IfExp(test, body, orelse):
            chosen = _evaluate(test, is_hole)
            return (
                _UNKNOWN if chosen is _UNKNOWN else _evaluate(body if chosen else orelse, is_hole)
            )
        case ast.Compare(left, ops, comparators):
            return _comparison(_evaluate(left, is_hole), ops, comparators, is_hole)
        case _:
            return _operation(node, is_hole)


def _values(nodes: Iterable[ast.expr | None], is_hole: IsHole) -> list[object]:
    return [_UNKNOWN if node is None else _evaluate(node, is_hole) for node in nodes]


def _collection(node: ast.expr, values: list[object]) -> object:
    if any(value is _UNKNOWN for value in values):
        return _UNKNOWN
    if isinstance(node, ast.List):
        return values
    return tuple(values) if isinstance(node, ast.Tuple) else set(values)


def _dictionary(keys: list[object], values: list[object]) -> object:
    if any(part is _UNKNOWN for part in (*keys, *values)):
        return _UNKNOWN
    return dict(zip(keys, values, strict=True))


def _choice(parts: list[ast.expr], is_hole: IsHole, *, until: bool) -> object:
    value: object = _UNKNOWN
    for part in parts:
        value = _evaluate(part, is_hole)
        if value is _UNKNOWN or bool(value) is until:
            break
    return value


def _comparison(
    left: object, ops: Sequence[ast.cmpop], comparators: Sequence[ast.expr], is_hole: IsHole
) -> object:
    result: object = True
    for op, comparator in zip(ops, comparators, strict=True):
        right = _evaluate(comparator, is_hole)
        if left is _UNKNOWN or right is _UNKNOWN or _depends_on_identity(op, left, right):
            return _UNKNOWN
        result = _COMPARISONS[type(op)](left, right)
        if not result:
            break
        left = right
    return result


def _depends_on_identity(op: ast.cmpop, left: object, right: object) -> bool:
    is_single = any(each is None or isinstance(each, bool) for each in (left, right))
    return isinstance(op, ast.Is | ast.IsNot) and not is_single


def _operation(node: ast.expr, is_hole: IsHole) -> object:
    match node:
        case ast.UnaryOp(sign, operand):
            value = _evaluate(operand, is_hole)
            return value if value is _UNKNOWN else _UNARY[type(sign)](value)
        case ast.BinOp(left, op, right) if type(op) in _BINARY:
            first, second = _evaluate(left, is_hole), _evaluate(right, is_hole)
            if first is _UNKNOWN or second is _UNKNOWN or _may_be_large(op, first, second):
                return _UNKNOWN
            return _BINARY[type(op)](first, second)
        case _:
            return _UNKNOWN


def _may_be_large(op: ast.operator, left: object, right: object) -> bool:
    if not isinstance(op, ast.Mult | ast.Mod | ast.Pow | ast.LShift):
        return False
    if not isinstance(left, int | float | complex) or not isinstance(right, int | float | complex):
        return True
    if not isinstance(left, int) or not isinstance(right, int):
        return False
    if isinstance(op, ast.Pow | ast.LShift):
        return abs(right) * (left.bit_length() + 1) > _LARGEST
    return left.bit_length() + right.bit_length() > _LARGEST
