"""Folding and growing selections, both read off the tree."""

from collections.abc import Iterator

from flowmason_assist.ide.cursor import locate
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.span import Span


def foldings(snapshot: Snapshot) -> Iterator[Span]:
    """Give every object and array; the caller leaves out those on one line."""
    facts = snapshot.facts
    yield from _brackets(facts.pipeline.root, 0)
    for index, stage in enumerate(facts.stages):
        for span in _brackets(stage.stage.root, facts.start(index)):
            if span.start != facts.start(index):  # Already there as an item of the array.
                yield span


def selections(snapshot: Snapshot, offset: int) -> list[Span]:
    """Give what to select around a place, growing outward from the innermost."""
    cursor = locate(snapshot, offset)
    spans: list[Span] = []
    reference = cursor.reference
    if reference is not None:
        segment = cursor.segment
        if segment is not None:
            spans.append(cursor.in_document(reference.segment_span(segment)))
        spans += [cursor.in_document(reference.path_span), cursor.in_document(reference.span)]
    if cursor.node is not None and cursor.node.kind is NodeKind.STRING:
        inside = Span(cursor.node.start + 1, max(cursor.node.start + 1, cursor.node.end - 1))
        spans.append(cursor.in_document(inside))
    spans += [cursor.in_document(span) for span in _around(cursor.holders, cursor.inner_offset)]
    if cursor.stage is not None:
        root = snapshot.facts.pipeline.root
        spans += _around((root,), offset)
    return _growing([*spans, Span(0, len(snapshot.text))], offset)


def _brackets(root: Node, start: int) -> Iterator[Span]:
    for node in root.walk():
        if node.kind in (NodeKind.OBJECT, NodeKind.ARRAY):
            yield node.span.shifted(start)


def _around(holders: tuple[Node, ...], offset: int) -> list[Span]:
    found: list[Span] = []
    for holder in holders:
        found += [node.span for node in (holder, *_inner_nodes(holder, offset))]
        for member in holder.members:
            if member.span.contains(offset):
                found += [member.span]
                if member.key.span.contains(offset):
                    found.append(member.key.span)
    return found


def _inner_nodes(holder: Node, offset: int) -> Iterator[Node]:
    for node in holder.walk():
        if node is not holder and node.span.contains(offset):
            yield node


def _growing(spans: list[Span], offset: int) -> list[Span]:
    growing: list[Span] = []
    for span in sorted(set(spans), key=lambda each: each.end - each.start):
        if span.contains(offset) and (not growing or span.encloses(growing[-1])):
            growing.append(span)
    return growing
