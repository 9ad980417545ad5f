"""The types that annotations in Python code stand for."""

import ast
from enum import Enum

from flowmason_assist.catalogue.python_scope import Scope
from flowmason_assist.catalogue.types import ANY, BOOL, FLOAT, INT, NULL, STR, Scalar, Type

# What cannot be known takes everything.
UNKNOWN = Type("union", (ANY, NULL))
NOTHING = Type("union")

_MAX_DEPTH = 8


class Use(Enum):
    """What an annotation describes: a value that comes from JSON, or one that code produces."""

    INPUT = "input"
    OUTPUT = "output"


def read_annotation(node: ast.expr, scope: Scope, use: Use, depth: int = 0) -> Type:
    """Give the type that an annotation stands for; what cannot be known is `UNKNOWN`."""
    if depth > _MAX_DEPTH:
        return UNKNOWN
    match node:
        case ast.Constant(value=None):
            return NULL
        case ast.Constant(value=str(text)):
            parsed = _parsed(text)
            return read_annotation(parsed, scope, use, depth + 1) if parsed else UNKNOWN
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _union([left, right], scope, use, depth)
        case ast.Subscript(value=base, slice=inner):
            arguments = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return _generic(scope.origin(base), arguments, scope, use, depth)
        case ast.Name() | ast.Attribute():
            return _plain(node, scope, use, depth)
    return UNKNOWN


def uses_bar(node: ast.expr) -> bool:
    """Tell whether a union is written `X | Y`, which the engine cannot fill from JSON."""
    return any(
        isinstance(each, ast.BinOp) and isinstance(each.op, ast.BitOr) for each in ast.walk(node)
    )


def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _plain(node: ast.expr, scope: Scope, use: Use, depth: int) -> Type:
    name = scope.origin(node)
    match name:
        case "str" | "date" | "datetime" if use is Use.INPUT or name == "str":
            return STR
        case "int":
            return INT
        case "float":
            return FLOAT
        case "bool":
            return BOOL
        case "Any" | "object":
            return ANY
        case "list" | "List" | "dict" | "Dict":
            return _generic(name, [], scope, use, depth)
        case "tuple" | "Tuple" | "set" | "Set" | "frozenset" | "FrozenSet" | "bytes":
            return _no_json(use)
    owner = scope.classes.get(name)
    return _of_class(owner, scope, use, depth) if owner else UNKNOWN


def _generic(name: str, arguments: list[ast.expr], scope: Scope, use: Use, depth: int) -> Type:
    match name:
        case "Optional":
            return _union([*arguments, ast.Constant(value=None)], scope, use, depth)
        case "Union":
            return _union(arguments, scope, use, depth)
        case "Literal":
            return Type("literal", values=tuple(_scalars(arguments, scope)))
        case "Annotated":
            return read_annotation(arguments[0], scope, use, depth + 1)
        case "list" | "List" | "Sequence" | "Iterable":
            items = [read_annotation(each, scope, use, depth + 1) for each in arguments]
            return Type("list", (items[0] if items else ANY,))
        case "dict" | "Dict" | "Mapping":
            kinds = [read_annotation(each, scope, use, depth + 1) for each in arguments]
            return Type("dict", (kinds[0], kinds[1]) if len(kinds) > 1 else (STR, ANY))
        case "tuple" | "Tuple" | "set" | "Set" | "frozenset" | "FrozenSet":
            return _no_json(use)
    return UNKNOWN


def _union(nodes: list[ast.expr], scope: Scope, use: Use, depth: int) -> Type:
    members: list[Type] = []
    for node in nodes:
        kind = read_annotation(node, scope, use, depth + 1)
        members += [
            each for each in (kind.args if kind.name == "union" else (kind,)) if each not in members
        ]
    return members[0] if len(members) == 1 else Type("union", tuple(members))


def _scalars(nodes: list[ast.expr], scope: Scope) -> list[Scalar]:
    values = [scope.value(node) for node in nodes]
    return [value for value in values if value is None or isinstance(value, str | int | float)]


def _of_class(owner: ast.ClassDef, scope: Scope, use: Use, depth: int) -> Type:
    bases = {scope.origin(base) for base in owner.bases}
    if bases & {"Enum", "StrEnum", "IntEnum"}:
        members = scope.members(owner)
        values = [value for value in members.values() if isinstance(value, str | int | float)]
        return Type("literal", values=tuple(dict.fromkeys([*values, *members])))
    if use is Use.INPUT:
        return _no_json(use)
    fields = tuple(
        (each.target.id, read_annotation(each.annotation, scope, use, depth + 1))
        for each in owner.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    )
    return Type("object", fields=fields)


def _no_json(use: Use) -> Type:
    """A type that the engine's coercion builds from no JSON, though code may well return it."""
    return NOTHING if use is Use.INPUT else ANY
