"""
Small surgery on JSON text: members and items added, removed and renamed.

Each function takes the text that the nodes' spans count in and gives one edit; indentation,
commas and everything outside the edit stay as they are.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from flowmason_assist.expr.escapes import encode
from flowmason_assist.syntax.tree import Member, Node, NodeKind
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_BLANKS = " \t\r\n"
_LINE_END = re.compile(r"\r\n|\n|\r")


def add_member(text: str, holder: Node, name: str, value: str) -> Edit:
    """Add a member with JSON text as its value at the end of an object."""
    return add_members(text, holder, [(name, value)])


def add_members(text: str, holder: Node, pairs: Iterable[tuple[str, str]]) -> Edit:
    """Add members, given as names and JSON texts, at the end of an object."""
    written = [f"{json.dumps(name, ensure_ascii=False)}: {value}" for name, value in pairs]
    if not holder.members:
        return _fill_empty(text, holder, ", ".join(written))
    last = holder.members[-1]
    edits = [_after(text, last.key.start, last.value.end, each) for each in written]
    return Edit(edits[0].span, "".join(edit.new_text for edit in edits))


def add_member_after(text: str, sibling: Member, name: str, value: str) -> Edit:
    """Add a member with JSON text as its value behind another one."""
    written = f"{json.dumps(name, ensure_ascii=False)}: {value}"
    return _after(text, sibling.key.start, sibling.value.end, written)


def add_members_before(text: str, sibling: Member, members: Mapping[str, str]) -> Edit:
    """Add members with JSON texts as their values before another one."""
    start = sibling.key.start
    gap = _gap_before(text, start) or " "
    added = (
        f"{json.dumps(name, ensure_ascii=False)}: {value},{gap}" for name, value in members.items()
    )
    return Edit(Span(start, start), "".join(added))


def remove_member(text: str, holder: Node, member: Member) -> Edit:
    """Remove a member with its comma."""
    index = holder.members.index(member)
    before = holder.members[index - 1].value.end if index else None
    after = holder.members[index + 1].key.start if index + 1 < len(holder.members) else None
    return _remove(text, holder, member.span, before, after)


def rename_key(member: Member, name: str) -> Edit:
    """Give a member another name."""
    return Edit(member.key.span, json.dumps(name, ensure_ascii=False))


def add_item(text: str, holder: Node, value: str) -> Edit:
    """Add JSON text as the last item of an array."""
    if not holder.items:
        return _fill_empty(text, holder, value)
    last = holder.items[-1]
    return _after(text, last.start, last.end, value)


def add_items(text: str, holder: Node, values: Sequence[str]) -> Edit:
    """Add JSON texts as the last items of an array."""
    gap = _gap_before(text, holder.items[-1].start) if holder.items else ""
    return add_item(text, holder, f",{gap or ' '}".join(values))


def remove_item(text: str, holder: Node, item: Node) -> Edit:
    """Remove an item with its comma."""
    index = holder.items.index(item)
    before = holder.items[index - 1].end if index else None
    after = holder.items[index + 1].start if index + 1 < len(holder.items) else None
    return _remove(text, holder, item.span, before, after)


def replace(node: Node, value: object) -> Edit:
    """Replace a value by another, written as compact JSON."""
    return Edit(node.span, json.dumps(value, ensure_ascii=False))


def replace_text(span: Span, value: str) -> Edit:
    """Replace a part of a string literal's inside, escaping what must be."""
    return Edit(span, encode(value))


def _after(text: str, sibling_start: int, sibling_end: int, written: str) -> Edit:
    gap = _gap_before(text, sibling_start)
    return Edit(Span(sibling_end, sibling_end), f",{gap or ' '}{written}")


def _gap_before(text: str, start: int) -> str:
    """Give the line end and indentation before a sibling, empty when it starts no line."""
    begin = start
    while begin > 0 and text[begin - 1] in _BLANKS:
        begin -= 1
    gap = text[begin:start]
    ends = list(_LINE_END.finditer(gap))
    return gap[ends[-1].start() :] if ends else ""


def _fill_empty(text: str, holder: Node, written: str) -> Edit:
    inside = Span(holder.start + 1, max(holder.start + 1, holder.end - 1))
    blank = not inside.of(text).strip()
    return Edit(inside if blank else Span(inside.start, inside.start), written)


def _remove(text: str, holder: Node, span: Span, before: int | None, after: int | None) -> Edit:
    if after is not None:
        return Edit(Span(span.start, after), "")
    if before is not None:
        return Edit(Span(before, span.end), "")
    closing = holder.end - 1
    end = closing if not text[span.end : closing].strip() else span.end
    return Edit(Span(holder.start + 1, end), "")


def add_dependency(text: str, stage: Node, stage_id: str) -> Edit:
    """Let a stage wait for another one, whether or not it has `depends_on` already."""
    return add_dependencies(text, stage, [stage_id])


def add_dependencies(text: str, stage: Node, stage_ids: Sequence[str]) -> Edit:
    """Let a stage wait for others, whether or not it has `depends_on` already."""
    written = [json.dumps(stage_id, ensure_ascii=False) for stage_id in stage_ids]
    holder = stage.get("depends_on")
    if holder is not None and holder.kind is NodeKind.ARRAY:
        return add_items(text, holder, written)
    value = f"[{', '.join(written)}]"
    if holder is not None:
        return Edit(holder.span, value)
    for key in ("component_type", "component", "type", "name", "id"):
        sibling = stage.member(key)
        if sibling is not None:
            return add_member_after(text, sibling, "depends_on", value)
    return add_member(text, stage, "depends_on", value)


def add_first_member(text: str, holder: Node, name: str, value: str) -> Edit:
    """Add a member with text as its value at the start of an object."""
    written = f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
    if not holder.members:
        return _fill_empty(text, holder, written)
    first = holder.members[0].key.start
    gap = text[holder.start + 1 : first]
    return Edit(Span(first, first), f"{written},{gap or ' '}")


def wrap_in_list(text: str, node: Node) -> Edit:
    """Put brackets around a value."""
    return Edit(node.span, f"[{node.span.of(text)}]")


def insert_before(text: str, node: Node, value: str) -> Edit:
    """
    Add JSON text as an item of an array before another one.

    `text` may be no more than the other item: its last line tells how far it is indented.
    """
    last_line = _LINE_END.split(node.span.of(text))[-1]
    is_alone = last_line.strip() in ("}", "]") and last_line != node.span.of(text)
    gap = f"\n{last_line[: -len(last_line.lstrip())]}" if is_alone else " "
    return Edit(Span(node.start, node.start), f"{value},{gap}")
