"""JSON Pointers (RFC 6901): from a place in a tree to its path, and back."""

from collections.abc import Sequence

from flowmason_assist.syntax.document import Document
from flowmason_assist.syntax.tree import Node
from flowmason_assist.text.span import Span

Path = Sequence[str | int]


def render(path: Path) -> str:
    """Write a path as a pointer: ("stages", 0, "a/b") as "/stages/0/a~1b"."""
    return "".join(f"/{_escape(str(step))}" for step in path)


def split(pointer: str) -> tuple[str, ...]:
    """Read a pointer into its steps; numbers stay text, since a key may look like one."""
    steps = pointer.split("/")[1:]
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


def path_at(root: Node, span: Span) -> tuple[str | int, ...]:
    """
    Give the path to the innermost value that encloses `span`.

    A key counts as its value: the path of `"id"` in `{"id": 1}` is ("id",).
    """
    path: list[str | int] = []
    node: Node | None = root
    while node is not None:
        node = _step_into(node, span, path)
    return tuple(path)


def node_at(root: Node, path: Path) -> Node | None:
    """Give the value at a path, or None; steps into arrays may be text."""
    node: Node | None = root
    for step in path:
        if node is None:
            return None
        if node.items:
            index = int(step) if str(step).isdigit() else len(node.items)
            node = node.items[index] if index < len(node.items) else None
        else:
            node = node.get(str(step))
    return node


def document_pointer(document: Document, span: Span) -> str:
    """Give the pointer to the innermost value that encloses a span of the document."""
    path = path_at(document.root, span)
    stage = document.stage_at(span.start)
    if stage is not None and stage.span.encloses(span) and span != stage.span:
        path = (*path, *path_at(stage.parsed.root, span.shifted(-stage.start)))
    return render(path)


def _step_into(node: Node, span: Span, path: list[str | int]) -> Node | None:
    for member in node.members:
        if member.key.start <= span.start and span.end <= member.value.end:
            path.append(member.name)
            return member.value
    for index, item in enumerate(node.items):
        if item.span.encloses(span):
            path.append(index)
            return item
    return None


def _escape(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")
