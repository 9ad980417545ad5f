"""
What the engine refuses in a condition before it evaluates anything.

The engine stops at its first objection; all are given here, in the order in which it looks.
"""

import ast
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.expr.condition_nodes import ConditionProblem, ConditionProblemKind
from flowmason_assist.expr.engine_names import CALLABLE, FUNCTIONS, NODES
from flowmason_assist.expr.nearest import nearest
from flowmason_assist.expr.places import Places
from flowmason_assist.text.span import Span


@dataclass(frozen=True, slots=True)
class Source:
    """The text that a syntax tree was made from, and what is known about it."""

    text: str
    places: Places
    names: frozenset[str]  # The variables that the condition sees.
    holes: tuple[Span, ...]  # Where templates stand, in order.

    def span(self, node: ast.AST) -> Span:
        """Give the span of a node."""
        return self.places.of_node(node)

    def is_hole(self, span: Span) -> bool:
        """Tell whether a template touches a span."""
        before = bisect_left(self.holes, span.end, key=lambda hole: hole.start) - 1
        return before >= 0 and span.start < self.holes[before].end

    def is_open(self, node: ast.AST) -> bool:
        """Tell whether a template touches a node, so that its meaning is open."""
        return self.is_hole(self.span(node))

    def attribute_span(self, node: ast.Attribute) -> Span:
        """Give the span of the name after the dot."""
        whole = self.span(node)
        start = self.text.rfind(".", whole.start, whole.end) + 1
        name = self.text[start : whole.end]
        return Span(whole.end - len(name.lstrip()), whole.end)


def refusals(tree: ast.Expression, source: Source) -> Iterator[ConditionProblem]:
    """Give what the engine objects to, in the order in which it looks."""
    callable_names = set(CALLABLE | source.names)
    return _visit(tree, source, callable_names, Span(0, len(source.text)))


def _visit(
    node: ast.AST, source: Source, callable_names: set[str], around: Span
) -> Iterator[ConditionProblem]:
    span = source.span(node) if hasattr(node, "lineno") else around
    kind = type(node).__name__
    if kind not in NODES:
        yield ConditionProblem(ConditionProblemKind.NODE, span, kind)
        return
    match node:
        case ast.Attribute(attr=name) if name.startswith("_"):
            attribute = source.attribute_span(node)
            if not source.is_hole(attribute):
                yield ConditionProblem(ConditionProblemKind.PRIVATE, attribute, name)
        case ast.Call(func=ast.Name(id=name) as function) if name not in callable_names:
            if not source.is_open(function):
                yield _unknown_function(name, source.span(function), source.names)
        case ast.Name(id=name, ctx=ast.Store()):
            callable_names.add(name)
    for child in ast.iter_child_nodes(node):
        yield from _visit(child, source, callable_names, span)


def _unknown_function(name: str, span: Span, names: frozenset[str]) -> ConditionProblem:
    suggestion = nearest(name, FUNCTIONS | names)
    return ConditionProblem(ConditionProblemKind.FUNCTION, span, name, suggestion=suggestion)
