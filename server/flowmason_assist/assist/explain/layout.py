"""
Places for the boxes of a graph: rows from top to bottom, with few crossings.

The usual way in three steps (Sugiyama): rows by the longest way from a start, order in the rows
by the middle of the neighbors, then room between them. An arrow over several rows gets a bend in
each of them, so that it goes between the boxes and not through them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from flowmason_assist.assist.explain.graph import Edge, Graph

_SWEEPS = 8
_BEND_WIDTH = 24.0

Point = tuple[float, float]
_Bend = tuple[str, str, int]  # An arrow, and the row in which it bends.
_Item = str | _Bend


@dataclass(frozen=True, slots=True)
class Spacing:
    """The size of boxes, and the room between them."""

    width: float
    height: float
    gap: float
    row_gap: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the middle of each box is, the points of each arrow between them, and the size."""

    boxes: Mapping[str, Point]
    bends: Mapping[tuple[str, str], tuple[Point, ...]]
    width: float
    height: float


def lay_out(graph: Graph, spacing: Spacing) -> Layout:
    """Place the boxes of a graph; arrows of a circle that go back do not count for the rows."""
    forward, order = _forward(graph)
    rows = _rows(order, forward)
    links = _links(forward, rows)
    ordered = _ordered(graph, rows, links)
    places = _places(ordered, links, spacing)
    boxes = {item: place for item, place in places.items() if isinstance(item, str)}
    bends: dict[tuple[str, str], tuple[Point, ...]] = {}
    for edge in forward:
        between = range(rows[edge.start] + 1, rows[edge.end])
        bends[edge.start, edge.end] = tuple(places[edge.start, edge.end, row] for row in between)
    width = max((x for x, _ in boxes.values()), default=0.0) + spacing.width / 2 + spacing.gap
    height = len(ordered) * (spacing.height + spacing.row_gap) + spacing.row_gap
    return Layout(boxes, bends, width, height)


def _forward(graph: Graph) -> tuple[list[Edge], list[str]]:
    """Give the arrows without those that close a circle, and the boxes in an order along them."""
    kept = {(edge.start, edge.end): edge for edge in graph.edges if edge.start != edge.end}
    while True:
        sorter: TopologicalSorter[str] = TopologicalSorter({box.id: () for box in graph.boxes})
        for start, end in kept:
            sorter.add(end, start)
        try:
            return list(kept.values()), list(sorter.static_order())
        except CycleError as error:
            *_, start, end = error.args[1]
            del kept[start, end]


def _rows(order: Sequence[str], forward: Sequence[Edge]) -> dict[str, int]:
    rows = dict.fromkeys(order, 0)
    before: dict[str, list[str]] = {}
    for edge in forward:
        before.setdefault(edge.end, []).append(edge.start)
    for name in order:
        rows[name] = max((rows[each] + 1 for each in before.get(name, ())), default=0)
    return rows


def _links(forward: Sequence[Edge], rows: Mapping[str, int]) -> list[tuple[_Item, _Item]]:
    """Give what hangs together from one row to the next, bends among it."""
    links: list[tuple[_Item, _Item]] = []
    for edge in forward:
        bends = [(edge.start, edge.end, row) for row in range(rows[edge.start] + 1, rows[edge.end])]
        chain: list[_Item] = [edge.start, *bends, edge.end]
        links += pairwise(chain)
    return links


def _ordered(
    graph: Graph, rows: Mapping[str, int], links: Sequence[tuple[_Item, _Item]]
) -> list[list[_Item]]:
    """Give the rows, sorted so that neighbors stand below each other."""
    ordered: list[list[_Item]] = [[] for _ in range(max(rows.values(), default=-1) + 1)]
    for box in graph.boxes:
        ordered[rows[box.id]].append(box.id)
    for item in dict.fromkeys(each for link in links for each in link):
        if not isinstance(item, str):
            ordered[item[2]].append(item)
    above, below = _neighbors(links)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        order = range(1, len(ordered)) if down else range(len(ordered) - 2, -1, -1)
        for row in order:
            fixed = ordered[row - 1 if down else row + 1]
            position = {item: float(place) for place, item in enumerate(fixed)}
            near = above if down else below
            own = {item: float(place) for place, item in enumerate(ordered[row])}
            ordered[row].sort(key=lambda item: _middle(near.get(item, ()), position, own[item]))
    return ordered


def _neighbors(
    links: Sequence[tuple[_Item, _Item]],
) -> tuple[dict[_Item, list[_Item]], dict[_Item, list[_Item]]]:
    above: dict[_Item, list[_Item]] = {}
    below: dict[_Item, list[_Item]] = {}
    for start, end in links:
        above.setdefault(end, []).append(start)
        below.setdefault(start, []).append(end)
    return above, below


def _middle(near: Sequence[_Item], position: Mapping[_Item, float], own: float) -> float:
    known = [position[item] for item in near if item in position]
    return sum(known) / len(known) if known else own


def _places(
    ordered: Sequence[Sequence[_Item]], links: Sequence[tuple[_Item, _Item]], spacing: Spacing
) -> dict[_Item, Point]:
    """Give room to the items of each row, and move them towards their neighbors."""
    above, below = _neighbors(links)
    x: dict[_Item, float] = {}
    for row in ordered:
        _pack(row, x, dict.fromkeys(row, 0.0), spacing)
    for sweep in range(_SWEEPS):
        near = above if sweep % 2 == 0 else below
        for row in ordered if sweep % 2 == 0 else reversed(ordered):
            _pack(row, x, {item: _middle(near.get(item, ()), x, x[item]) for item in row}, spacing)
    left = min(x.values(), default=0.0) - spacing.width / 2 - spacing.gap
    step = spacing.height + spacing.row_gap
    first = spacing.row_gap + spacing.height / 2
    return {
        item: (x[item] - left, first + number * step)
        for number, row in enumerate(ordered)
        for item in row
    }


def _pack(
    row: Sequence[_Item], x: dict[_Item, float], wanted: Mapping[_Item, float], spacing: Spacing
) -> None:
    """Place a row as wanted as can be without overlap, keeping its order."""
    placed: list[float] = []
    for number, item in enumerate(row):
        place = wanted[item]
        if number:
            place = max(place, placed[-1] + _apart(row[number - 1], item, spacing))
        placed.append(place)
    # What was pushed to the right on the whole goes back by as much.
    shift = sum(p - wanted[item] for p, item in zip(placed, row, strict=True)) / max(len(row), 1)
    x.update({item: place - shift for place, item in zip(placed, row, strict=True)})


def _apart(one: _Item, other: _Item, spacing: Spacing) -> float:
    half = [
        spacing.width / 2 if isinstance(each, str) else _BEND_WIDTH / 2 for each in (one, other)
    ]
    return sum(half) + spacing.gap
