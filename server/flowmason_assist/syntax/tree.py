"""A JSON tree with spans, made from text that may be broken."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span


class NodeKind(Enum):
    """What a node is; MISSING stands where a value should be and is not."""

    OBJECT = "object"
    ARRAY = "array"
    STRING = "string"
    NUMBER = "number"
    LITERAL = "literal"  # true, false, null
    MISSING = "missing"


@dataclass(slots=True, eq=False)
class Node:
    """
    One JSON value, its quotes or brackets included in the span.

    `value` holds the Python value of a scalar. Nodes are built in place by the parser and
    not changed afterwards; they are not frozen because that triples the cost of a parse.
    """

    kind: NodeKind
    start: int
    end: int
    value: Any = None
    members: tuple["Member", ...] = ()
    items: tuple["Node", ...] = ()

    @property
    def span(self) -> Span:
        """Give the range of the value in its text."""
        return Span(self.start, self.end)

    def member(self, name: str) -> "Member | None":
        """Give an object's member by name; of duplicates the last, as JSON readers do."""
        for member in reversed(self.members):
            if member.name == name:
                return member
        return None

    def get(self, name: str) -> "Node | None":
        """Give the value of an object's member, or None."""
        member = self.member(name)
        return member.value if member else None

    @property
    def text(self) -> str | None:
        """Give the value of a string, None for anything else."""
        return self.value if self.kind is NodeKind.STRING else None

    def to_python(self) -> object:
        """Give the value as `json.loads` would; what is missing becomes None."""
        value = _shallow(self)
        waiting = [(self, value)]
        while waiting:
            node, made = waiting.pop()
            for member in node.members:
                made[member.name] = inner = _shallow(member.value)
                waiting.append((member.value, inner))
            for item in node.items:
                inner = _shallow(item)
                made.append(inner)
                waiting.append((item, inner))
        return value

    def walk(self) -> Iterator["Node"]:
        """Give this node and all nodes inside it, in the order of the text."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.items))
            waiting.extend(member.value for member in reversed(node.members))


def _shallow(node: Node) -> Any:  # noqa: ANN401 - JSON.
    if node.kind is NodeKind.OBJECT:
        return {}
    return [] if node.kind is NodeKind.ARRAY else node.value


@dataclass(slots=True, eq=False)
class Member:
    """A key of an object with its value."""

    key: Node
    name: str
    value: Node

    @property
    def span(self) -> Span:
        """Give the range from the key to the end of the value."""
        return Span(self.key.start, self.value.end)


class ProblemKind(Enum):
    """What is wrong with a JSON text; the value names the lint rule that reports it."""

    SYNTAX = "invalid_json"
    COMMENT = "comment"
    TRAILING_COMMA = "trailing_comma"
    MISSING_COMMA = "missing_comma"
    UNCLOSED = "unclosed_bracket"
    UNCLOSED_STRING = "unclosed_string"
    BYTE_ORDER_MARK = "byte_order_mark"
    NON_FINITE_NUMBER = "non_finite_number"
    LONE_SURROGATE = "lone_surrogate"
    DUPLICATE_KEY = "duplicate_key"

    @property
    def is_refused(self) -> bool:
        """Tell whether Python's own reader of JSON, and so FlowMason's, refuses the text."""
        return self not in (
            ProblemKind.NON_FINITE_NUMBER,
            ProblemKind.LONE_SURROGATE,
            ProblemKind.DUPLICATE_KEY,
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a JSON reader would reject or drop, in plain words."""

    kind: ProblemKind
    span: Span
    message: str
    edits: tuple[Edit, ...] = ()  # What would mend it, where that is clear.

    def shifted(self, by: int) -> "Problem":
        """Give the same problem in a text that starts `by` code points earlier."""
        edits = tuple(edit.shifted(by) for edit in self.edits)
        return Problem(self.kind, self.span.shifted(by), self.message, edits)
