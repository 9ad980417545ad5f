"""Follow a JMESPath expression to the fields that it reads and the functions that it calls."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from flowmason_assist.expr.jmespath_nodes import FieldPath, FieldRead
from flowmason_assist.text.span import Span

Ast = dict[str, Any]
"""A node of the library's syntax tree: its type, its children and its value."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A new list, and where its items come from."""

    item: "Value"


Value = FieldPath | ListOf | None
"""Where a value comes from; None when that is no place in the data."""


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """A call of a function; `span` covers its name, `arguments` are the kinds of nodes in it."""

    name: str
    span: Span
    arguments: tuple[str, ...]


_DEEPEST = 100  # Longer paths would take quadratic space; nobody writes them.


class Walk:
    """
    A walk through a syntax tree in the order of the text, gathering what is read and called.

    The tree holds no positions, so each name takes the next of the text's identifiers.
    """

    __slots__ = ("_identifiers", "_text", "calls", "reads")

    def __init__(self, text: str, identifiers: Iterator[Span]) -> None:
        self._text = text
        self._identifiers = identifiers
        self.reads: list[FieldRead] = []
        self.calls: list[FunctionCall] = []

    def visit(self, node: Ast, scope: Value) -> Value:
        """Follow one node, and give where its value comes from."""
        children = node["children"]
        match node["type"]:
            case "field":
                return self._field(node["value"], scope)
            case "current" | "identity" | "slice":
                return scope
            case "index":
                return _item(scope)
            case "subexpression" | "index_expression" | "pipe":
                return self._chain(children, scope)
            case "flatten":
                return _flattened(self.visit(children[0], scope))
            case "projection" | "value_projection":
                item = _item(self.visit(children[0], scope))
                return ListOf(self.visit(children[1], item))
            case "filter_projection":
                return self._filter(children, scope)
            case "function_expression":
                return self._call(node["value"], children, scope)
            case _:
                self._visit_all(node, scope)
                return None

    def _field(self, name: str, scope: Value) -> Value:
        span = self._next_identifier()
        if not isinstance(scope, tuple) or len(scope) >= _DEEPEST:
            return None
        path = (*scope, name)
        self.reads.append(FieldRead(path, span, self._text.startswith('"', span.start)))
        return path

    def _chain(self, children: list[Ast], scope: Value) -> Value:
        for child in children:
            scope = self.visit(child, scope)
        return scope

    def _filter(self, children: list[Ast], scope: Value) -> Value:
        base, result, condition = children
        item = _item(self.visit(base, scope))
        self.visit(condition, item)
        return ListOf(self.visit(result, item))

    def _call(self, name: str, arguments: list[Ast], scope: Value) -> Value:
        kinds = tuple(argument["type"] for argument in arguments)
        self.calls.append(FunctionCall(name, self._next_identifier(), kinds))
        match name, arguments:
            case "map", [{"type": "expref", "children": [expression]}, items]:
                ahead = Walk(self._text, repeat(Span(0, 0))).visit(items, scope)
                value: Value = ListOf(self.visit(expression, _item(ahead)))
                self.visit(items, scope)
                return value
            case "sort_by" | "max_by" | "min_by", [items, {"type": "expref", "children": [key]}]:
                value = self.visit(items, scope)
                self.visit(key, _item(value))
                return value if name == "sort_by" else _item(value)
        values = [self.visit(argument, scope) for argument in arguments]
        return values[0] if name in ("sort", "reverse") and len(values) == 1 else None

    def _visit_all(self, node: Ast, scope: Value) -> None:
        if node["type"] == "key_val_pair":
            self._next_identifier()
        inside = None if node["type"] == "expref" else scope
        for child in node["children"]:
            self.visit(child, inside)

    def _next_identifier(self) -> Span:
        return next(self._identifiers, Span(0, len(self._text)))


def _item(value: Value) -> Value:
    match value:
        case ListOf(item):
            return item
        case tuple() if len(value) < _DEEPEST:
            return (*value, None)
        case _:
            return None


def _flattened(value: Value) -> Value:
    match value:
        case ListOf(ListOf() as inner):
            return inner
        case tuple():
            return ListOf((*value, None))
        case _:
            return None
