"""What a cursor touches: a stage, a key, a value, a template, a stage id."""

from dataclasses import dataclass
from enum import Enum

from flowmason_assist.analysis.stage_facts import Mention, Parameter, Reference, StageFacts
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.syntax.tree import Member, Node, NodeKind
from flowmason_assist.text.span import Span


class Side(Enum):
    """Whether a cursor touches a member's key or its value."""

    KEY = "key"
    VALUE = "value"


@dataclass(frozen=True, slots=True, eq=False)
class Cursor:
    """
    A place in a file, seen from the inside out.

    Nodes count offsets from `base`: the start of the stage that `stage_index` names, else 0.
    `path` leads from the stage, or from the top, to `node`; `holders` are the objects on the
    way, outermost first, and `member` is the member of the innermost one.
    """

    snapshot: Snapshot
    offset: int
    base: int
    stage_index: int | None
    path: tuple[str | int, ...]
    holders: tuple[Node, ...]
    member: Member | None
    side: Side | None
    node: Node | None  # The innermost value; None on a key or between values.

    @property
    def inner_offset(self) -> int:
        """Give the offset as the nodes count it."""
        return self.offset - self.base

    @property
    def stage(self) -> StageFacts | None:
        """Give the stage that the cursor is in."""
        return None if self.stage_index is None else self.snapshot.facts.stages[self.stage_index]

    @property
    def parameter(self) -> Parameter | None:
        """Give the component's parameter that the cursor is in, key or value."""
        if self.stage is None:
            return None
        for parameter in self.stage.parameters:
            if parameter.member.span.contains(self.inner_offset):
                return parameter
        return None

    @property
    def reference(self) -> Reference | None:
        """Give the template that the cursor touches."""
        for reference in self.stage.references if self.stage else ():
            if reference.span.contains(self.inner_offset):
                return reference
        return None

    @property
    def segment(self) -> int | None:
        """Give the index of the template's segment that the cursor touches."""
        reference = self.reference
        if reference is None:
            return None
        for index in range(len(reference.names)):
            if reference.segment_span(index).contains(self.inner_offset):
                return index
        return None

    @property
    def mention(self) -> Mention | None:
        """Give the entry of a control stage's list that the cursor touches."""
        for mention in self.stage.mentions if self.stage else ():
            if mention.stage_id.span.contains(self.inner_offset):
                return mention
        return None

    def in_document(self, span: Span) -> Span:
        """Give a span as the document counts it."""
        return span.shifted(self.base)


def locate(snapshot: Snapshot, offset: int) -> Cursor:
    """Find what an offset touches; an offset between two values touches neither."""
    facts = snapshot.facts
    for index, placed in enumerate(facts.pipeline.stages):
        if placed.start < offset < placed.start + len(placed.stage.text):
            return _descend(snapshot, offset, placed.start, index, placed.stage.root)
    return _descend(snapshot, offset, 0, None, facts.pipeline.root)


def _descend(
    snapshot: Snapshot, offset: int, base: int, stage_index: int | None, root: Node
) -> Cursor:
    inner = offset - base
    path: list[str | int] = []
    holders: list[Node] = []
    member: Member | None = None
    side: Side | None = None
    node: Node | None = root
    while node is not None and node.kind in (NodeKind.OBJECT, NodeKind.ARRAY):
        if node.kind is NodeKind.OBJECT:
            holders.append(node)
            member, side = _member_at(node, inner)
            if member is None:
                break
            path.append(member.name)
            node = member.value if side is Side.VALUE else None
        else:
            index = next(
                (at for at, item in enumerate(node.items) if item.span.contains(inner)), None
            )
            if index is None:
                break
            path.append(index)
            node = node.items[index]
    return Cursor(
        snapshot, offset, base, stage_index, tuple(path), tuple(holders), member, side, node
    )


def _member_at(node: Node, inner: int) -> tuple[Member | None, Side | None]:
    for member in node.members:
        if member.key.span.contains(inner):
            return member, Side.KEY
        if member.value.span.contains(inner) and member.value.kind is not NodeKind.MISSING:
            return member, Side.VALUE
    return None, None
