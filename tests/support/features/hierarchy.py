"""Runs fixtures of the graph of stages: whom a stage reads, and who reads it."""

from collections.abc import Iterable, Iterator

from flowmason_assist.ide.hierarchy import Edge, sources, users, vertex_at
from tests.support.runners.ide import Asked


def expect(asked: Asked) -> Iterator[str]:
    """Give the stage at the cursor, then a line for each stage before and behind it."""
    found = vertex_at(asked.snapshot, asked.offset)
    if found is None:
        yield "(nothing)"
        return
    yield f"{found.stage_id} ({found.component})"
    yield from _edges(asked, "needs", sources(asked.snapshot, found.stage_id))
    yield from _edges(asked, "is needed by", users(asked.snapshot, found.stage_id))


def _edges(asked: Asked, verb: str, edges: Iterable[Edge]) -> Iterator[str]:
    for edge in edges:
        lines = (asked.snapshot.lines.position(place.start)[0] + 1 for place in edge.places)
        places = ", ".join(map(str, dict.fromkeys(lines)))
        yield f"{verb} {edge.stage.stage_id}: line {places}"
