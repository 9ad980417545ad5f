"""The place where something is to be inserted, and how to insert it there."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.expr.escapes import encode
from flowmason_assist.ide.completion.scan import Frame, Scan, Touched, Wants, scan_to
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.syntax.tree import Node
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_BLANKS = " \t\r\n"
_BYTE_ORDER_MARK = "\ufeff"
_INDENT = re.compile(r"\n([ \t]+)\S")
_STAGE_DEPTH = 3  # The file, the array of stages, the stage.


class Slot(Enum):
    """What is to be inserted."""

    FILE = "file"  # All of it: the file is empty.
    KEY = "key"
    VALUE = "value"


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """
    A place to insert at.

    `path` leads from the top of the file to the value, or to the object that wants a key.
    """

    snapshot: Snapshot
    offset: int
    slot: Slot
    path: tuple[str | int, ...]
    frames: tuple[Frame, ...]
    touched: Touched | None
    before: int  # Where the last complete token before the cursor ends.
    lacks_comma: bool  # A value stands before the cursor without a comma behind it.
    stage_index: int | None = None
    holder: Node | None = None  # The object or array around the place, if the tree knows it.

    @property
    def facts(self) -> Facts:
        """Give what is known of the pipeline."""
        return self.snapshot.facts

    @property
    def text(self) -> str:
        """Give the text of the file."""
        return self.snapshot.text

    @property
    def stage(self) -> StageFacts | None:
        """Give the facts of the stage that the place is in."""
        index = self.stage_index
        return None if index is None else self.facts.stages[index]

    @property
    def stage_path(self) -> tuple[str | int, ...]:
        """Give the path from the stage."""
        return self.path[2:]

    @property
    def schema_path(self) -> tuple[str | int, ...]:
        """Give the path as the pipeline schema has it, where all stages are one."""
        return ("stages", 0, *self.path[2:]) if self.path[:1] == ("stages",) else self.path

    @property
    def base(self) -> int:
        """Give the offset from which the nodes around the place count."""
        return 0 if self.stage_index is None else self.facts.start(self.stage_index)

    @property
    def present(self) -> frozenset[str]:
        """Give the keys that the object has, but for the one that is touched."""
        found = set(self.frames[-1].keys) if self.frames else set()
        for member in self.holder.members if self.holder else ():
            if self.touched is None or member.key.start + self.base != self.touched.start:
                found.add(member.name)
        return frozenset(found)

    @property
    def in_string(self) -> bool:
        """Tell whether the cursor stands in quotes."""
        return self.touched is not None and self.touched.is_string

    @property
    def typed(self) -> Span:
        """Give the range of what stands there already, without quotes; empty when nothing does."""
        if self.touched is None:
            return Span(self.offset, self.offset)
        start, end = self.touched.start, self.touched.end
        if not self.touched.is_string:
            return Span(start, end)
        return Span(start + 1, end - 1 if self.touched.is_closed else end)

    @property
    def prefix(self) -> str:
        """Give what was typed before the cursor, without a quote."""
        return self.text[self.typed.start : self.offset]

    @property
    def comma(self) -> tuple[Edit, ...]:
        """Give the edit that adds the comma before the place, if one is missing."""
        return (Edit(Span(self.before, self.before), ","),) if self.lacks_comma else ()

    @property
    def unit(self) -> str:
        """Give the indentation of one level."""
        match = _INDENT.search(self.text)
        return match[1] if match and len(match[1]) <= 8 else "  "  # noqa: PLR2004 - a tab's width

    @property
    def on_one_line(self) -> bool:
        """Tell whether the object around the place is written in one line."""
        return bool(self.frames) and "\n" not in self.text[self.frames[-1].start : self.offset]

    def lacks_comma_behind(self, end: int) -> bool:
        """Tell whether something follows at `end` from which a comma must divide."""
        while end < len(self.text) and self.text[end] in _BLANKS:
            end += 1
        following = self.text[end : end + 1]
        return following != "" and following not in ",:]}"

    def replace_string(self, value: str) -> Edit:
        """Write a string where the place wants a value, adding quotes and comma as needed."""
        span = self.typed
        written = encode(value)
        if not self.in_string:
            comma = "," if self.lacks_comma_behind(span.end) else ""
            return Edit(span, f'"{written}"{comma}')
        if self.touched is not None and self.touched.is_closed:
            return Edit(span, written)
        comma = "," if self.lacks_comma_behind(span.end) else ""
        return Edit(span, f'{written}"{comma}')

    def replace_json(self, value: str) -> Edit:
        """Write JSON that is no string where the place wants a value; quotes there are replaced."""
        span = self.typed
        if self.touched is not None:
            span = Span(self.touched.start, self.touched.end)
        comma = "," if self.lacks_comma_behind(span.end) else ""
        return Edit(span, f"{value}{comma}")


def find_site(snapshot: Snapshot, offset: int) -> Site | None:
    """Find what may be inserted at an offset; None where nothing may."""
    scan = _scan(snapshot, offset)
    if scan.is_comment:
        return None
    if not scan.frames:
        is_empty = not snapshot.text.strip(_BYTE_ORDER_MARK + _BLANKS)
        return Site(snapshot, offset, Slot.FILE, (), (), None, 0, False) if is_empty else None
    frame = scan.frames[-1]
    is_behind_value = frame.wants is Wants.COMMA and scan.before == offset
    if frame.wants is Wants.COLON or is_behind_value:
        return None
    slot = Slot.KEY if frame.is_object and frame.wants is not Wants.VALUE else Slot.VALUE
    path = _path(scan.frames if slot is Slot.VALUE else scan.frames[:-1])
    index = _stage_index(snapshot, path, scan.frames)
    return Site(
        snapshot=snapshot,
        offset=offset,
        slot=slot,
        path=path,
        frames=scan.frames,
        touched=scan.touched,
        before=scan.before,
        lacks_comma=frame.wants is Wants.COMMA,
        stage_index=index,
        holder=_holder(snapshot.facts, index, frame.start),
    )


def _scan(snapshot: Snapshot, offset: int) -> Scan:
    """Read from the last stage that starts before the cursor: it may be open, whatever follows."""
    stages = snapshot.document.stages
    at = bisect_left(stages, offset, key=lambda each: each.start) - 1
    root = snapshot.document.root
    holder = root.get("stages")
    if at < 0 or holder is None:
        return scan_to(snapshot.text, offset)
    frames = (
        Frame(is_object=True, start=root.start, wants=Wants.VALUE, key="stages"),
        Frame(is_object=False, start=holder.start, wants=Wants.VALUE, index=stages[at].index),
    )
    return scan_to(snapshot.text, offset, stages[at].start, frames)


def _path(frames: Sequence[Frame]) -> tuple[str | int, ...]:
    return tuple("" if frame.step is None else frame.step for frame in frames)


def _stage_index(
    snapshot: Snapshot, path: tuple[str | int, ...], frames: Sequence[Frame]
) -> int | None:
    if path[:1] != ("stages",) or len(frames) < _STAGE_DEPTH:
        return None
    placed = snapshot.facts.pipeline.stages
    at = bisect_left(placed, frames[2].start, key=lambda each: each.start)
    return at if at < len(placed) and placed[at].start == frames[2].start else None


def _holder(facts: Facts, index: int | None, start: int) -> Node | None:
    node: Node | None = facts.pipeline.root
    if index is not None:
        node = facts.stages[index].stage.root
        start -= facts.start(index)
    while node is not None and node.start != start:
        inner = (*node.items, *(member.value for member in node.members))
        node = next((each for each in inner if each.start <= start < each.end), None)
    return node
