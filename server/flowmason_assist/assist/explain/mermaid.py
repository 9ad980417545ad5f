"""The stages of a pipeline as a Mermaid flowchart."""

import re
from collections.abc import Iterator

from flowmason_assist.assist.explain.graph import Box, Edge, Graph, Look
from flowmason_assist.assist.explain.words import shortened

# Characters with a meaning in Mermaid or HTML are written as numbers, which it shows as they are.
_SPECIAL = re.compile(r"[^\w .,:/+*=?!-]")
_LONGEST = 40
_SHAPES = {
    Look.DECISION: ('{{"', '"}}'),
    Look.LOOP: ('[["', '"]]'),
    Look.OUTSIDE: ('(["', '"])'),
    Look.MISSING: ('>"', '"]'),
}
_PLAIN = ('["', '"]')
_COLORS = (
    "classDef model fill:#e8f0fe,stroke:#1a56db,color:#111",
    "classDef missing fill:#fde8e8,stroke:#c81e1e,color:#111,stroke-dasharray:4",
)


def mermaid(graph: Graph) -> str:
    """Give the text of the flowchart, from top to bottom."""
    return "\n".join(("flowchart TD", *(f"  {line}" for line in _lines(graph)), ""))


def _lines(graph: Graph) -> Iterator[str]:
    names = {box.id: f"s{number}" for number, box in enumerate(graph.boxes, 1)}
    inside: dict[str, list[Box]] = {}
    for box in graph.boxes:
        if box.inside is None or box.inside not in names:
            yield _box(names[box.id], box)
        else:
            inside.setdefault(box.inside, []).append(box)
    for holder, boxes in inside.items():
        yield f'subgraph {names[holder]}b ["{_shown(holder)}"]'
        yield from (f"  {_box(names[box.id], box)}" for box in boxes)
        yield "end"
    yield from (_edge(names, edge) for edge in graph.edges)
    for look in (Look.MODEL, Look.MISSING):
        marked = [names[box.id] for box in graph.boxes if box.look is look]
        if marked:
            yield f"class {','.join(marked)} {look.value}"
    yield from _COLORS


def _box(name: str, box: Box) -> str:
    start, end = _SHAPES.get(box.look, _PLAIN)
    below = f"<br/>{_shown(box.component)}" if box.component else ""
    return f"{name}{start}{_shown(box.id)}{below}{end}"


def _edge(names: dict[str, str], edge: Edge) -> str:
    label = f'|"{_shown(edge.label)}"|' if edge.label else ""
    return f"{names[edge.start]} -->{label} {names[edge.end]}"


def _shown(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", shortened(text, _LONGEST))
