"""
JSON written anew: every value keeps its own text, only blanks and the order of keys change.

Objects keep the line that their author gave them: one that starts a line for its first key has
a line for each, one that stood on a line stays there if it fits. Lists of plain values are
joined on a line wherever they fit.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flowmason_assist.syntax.tree import Member, Node, NodeKind

Path = tuple[str | int, ...]
Order = Callable[[Path], Sequence[str]]
"""Gives the keys that come first in the object at a path, in their order."""

_LONGEST_LINE = 100


@dataclass(frozen=True, slots=True)
class Layout:
    """
    How a text is laid out.

    `expanded` tells for the path of a value with keys or brackets inside that it must not stand
    on one line.
    """

    indent: str = "  "
    line_end: str = "\n"
    order: Order = lambda _: ()
    expanded: Callable[[Path], bool] = lambda _: False


def lay_out(text: str, node: Node, layout: Layout, margin: str = "", path: Path = ()) -> str:
    """
    Give the text of a value that starts on a line with the indentation `margin`.

    `path` leads to the value from the top of the file. The text must be sound JSON.
    """
    writer = _Writer(text, layout)
    writer.write(node, margin, len(margin), path)
    return "".join(writer.parts)


def ordered(members: Sequence[Member], order: Sequence[str]) -> list[Member]:
    """Give members with those that `order` names first; the others keep their order behind."""
    ranks = {name: rank for rank, name in enumerate(order)}
    return sorted(members, key=lambda member: ranks.get(member.name, len(ranks)))


class _Writer:
    """The text of one value, as it comes."""

    def __init__(self, text: str, layout: Layout) -> None:
        self.parts: list[str] = []
        self._text = text
        self._layout = layout

    def write(self, node: Node, margin: str, column: int, path: Path) -> None:
        if node.kind not in (NodeKind.OBJECT, NodeKind.ARRAY):
            self.parts.append(node.span.of(self._text))
            return
        if _is_plain(node) or not self._layout.expanded(path):
            flat = self._flat(node, _LONGEST_LINE - column - 1)
            if flat is not None:
                self.parts.append(flat)
                return
        inner = margin + self._layout.indent
        self.parts.append(self._text[node.start])
        separator = self._layout.line_end + inner
        if node.kind is NodeKind.OBJECT:
            for member in ordered(node.members, self._layout.order(path)):
                key = f"{member.key.span.of(self._text)}: "
                self.parts += (separator, key)
                self.write(member.value, inner, len(inner) + len(key), (*path, member.name))
                separator = f",{self._layout.line_end}{inner}"
        for index, item in enumerate(node.items):
            self.parts.append(separator)
            self.write(item, inner, len(inner), (*path, index))
            separator = f",{self._layout.line_end}{inner}"
        self.parts += (self._layout.line_end, margin, self._text[node.end - 1])

    def _flat(self, node: Node, room: int) -> str | None:
        """Give a value on one line, None where it does not fit or should not stand there."""
        if node.kind not in (NodeKind.OBJECT, NodeKind.ARRAY):
            return node.span.of(self._text) if node.end - node.start <= room else None
        if not (node.members or node.items):
            return "{}" if node.kind is NodeKind.OBJECT else "[]"
        if self._breaks(node):
            return None
        if node.kind is NodeKind.ARRAY:
            inside = self._joined([("", item) for item in node.items], room - 2)
            return None if inside is None else f"[{inside}]"
        pairs = [(f"{each.key.span.of(self._text)}: ", each.value) for each in node.members]
        inside = self._joined(pairs, room - 4)
        return None if inside is None else f"{{ {inside} }}"

    def _joined(self, pairs: Sequence[tuple[str, Node]], room: int) -> str | None:
        shown = []
        room += len(", ")  # The last one needs none.
        for key, value in pairs:
            room -= len(key) + len(", ")
            flat = self._flat(value, room)
            if flat is None or len(flat) > room:
                return None
            shown.append(key + flat)
            room -= len(flat)
        return ", ".join(shown)

    def _breaks(self, node: Node) -> bool:
        """Tell whether the author starts a line inside the brackets, where that counts."""
        if _is_plain(node):
            return False
        first = node.members[0].key if node.members else node.items[0]
        gap = self._text[node.start + 1 : first.start]
        return "\n" in gap or "\r" in gap


def _is_plain(node: Node) -> bool:
    """Tell whether nothing stands in the brackets but numbers, texts and the like."""
    return not node.members and all(
        item.kind not in (NodeKind.OBJECT, NodeKind.ARRAY) for item in node.items
    )
