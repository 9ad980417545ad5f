"""The steps of a plan with what is around them."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.assist.compile.node import Branch, Node


@dataclass(frozen=True, slots=True)
class Placed:
    """A step with the controllers around it, the innermost last, and the branches it is in."""

    node: Node
    around: tuple[tuple[Node, Branch], ...] = ()

    @property
    def is_dissolved(self) -> bool:
        """Whether it stands in a body, where the engine ignores it: others do its work."""
        in_body = any(node.component in ("foreach", "trycatch") for node, _ in self.around)
        return in_body and self.node.is_controller


def placed(
    nodes: tuple[Node, ...], around: tuple[tuple[Node, Branch], ...] = ()
) -> Iterator[Placed]:
    """Give steps and all that they control."""
    for node in nodes:
        yield Placed(node, around)
        for branch in node.branches:
            yield from placed(branch.nodes, (*around, (node, branch)))
