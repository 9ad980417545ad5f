"""The graph of stages as a call hierarchy: who waits for, reads or runs whom."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.ide.cursor import locate
from flowmason_assist.ide.names import NameKind, name_at
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.text.span import Span


@dataclass(frozen=True, slots=True)
class Vertex:
    """A stage in the graph."""

    stage_id: str
    component: str
    span: Span
    name_span: Span


@dataclass(frozen=True, slots=True)
class Edge:
    """Another stage, and the places in the later stage that make the connection."""

    stage: Vertex
    places: tuple[Span, ...]


def vertex_at(snapshot: Snapshot, offset: int) -> Vertex | None:
    """Give the stage that a place names or lies in."""
    cursor = locate(snapshot, offset)
    name = name_at(cursor)
    if name is not None and name.kind is NameKind.STAGE:
        return vertex(snapshot, name.text)
    return vertex(snapshot, cursor.stage.id) if cursor.stage and cursor.stage.id else None


def vertex(snapshot: Snapshot, stage_id: str) -> Vertex | None:
    """Give a stage by its id."""
    facts = snapshot.facts
    index = facts.index_of(stage_id)
    if index is None:
        return None
    stage = facts.stages[index]
    component = stage.component_name.value if stage.component_name else ""
    span = facts.place(index, stage.stage.root.span)
    return Vertex(stage_id, component, span, facts.place(index, stage.stage.name_span))


def sources(snapshot: Snapshot, stage_id: str) -> Iterator[Edge]:
    """Give the stages that a stage waits for, reads or runs."""
    for other, places in _uses(snapshot, stage_id).items():
        found = vertex(snapshot, other)
        if found is not None:
            yield Edge(found, places)


def users(snapshot: Snapshot, stage_id: str) -> Iterator[Edge]:
    """Give the stages that wait for a stage, read it or run it."""
    for other in snapshot.facts.flow.stages:
        places = _uses(snapshot, other).get(stage_id)
        found = vertex(snapshot, other) if places else None
        if found is not None and places:
            yield Edge(found, places)


def _uses(snapshot: Snapshot, stage_id: str) -> dict[str, tuple[Span, ...]]:
    facts = snapshot.facts
    index = facts.index_of(stage_id)
    if index is None:
        return {}
    stage = facts.stages[index]
    uses: dict[str, tuple[Span, ...]] = {}
    for text in stage.stage.depends_on:
        uses[text.value] = (*uses.get(text.value, ()), facts.place(index, text.span))
    for mention in stage.mentions:
        text = mention.stage_id
        uses[text.value] = (*uses.get(text.value, ()), facts.place(index, text.span))
    for reference in stage.references:
        if reference.stage is not None:
            span = facts.place(index, reference.segment_span(1))
            uses[reference.stage] = (*uses.get(reference.stage, ()), span)
    return uses
