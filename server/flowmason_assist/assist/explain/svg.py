"""The stages of a pipeline as an SVG picture that stands alone."""

from collections.abc import Iterator
from itertools import pairwise
from xml.sax.saxutils import escape

from flowmason_assist.assist.explain.graph import Box, Edge, Graph, Look
from flowmason_assist.assist.explain.layout import Layout, Point, Spacing, lay_out
from flowmason_assist.assist.explain.words import shortened

_SPACING = Spacing(width=168.0, height=46.0, gap=22.0, row_gap=44.0)
_MOST_LETTERS = 22
_ROUND = {Look.DECISION: 2, Look.OUTSIDE: 23}
# Each color is written twice: for programs that know no "light-dark", and for browsers, where it
# goes by the color scheme of the place that the picture stands in.
_COLORS = {
    ".box": ("#fff", "#222", "#555", "#aaa"),
    ".model": ("#e8f0fe", "#1b2a4a", "#1a56db", "#6b9bff"),
    ".decision": ("#fef6e0", "#3d3115", "#b45309", "#e0a04a"),
    ".loop": ("#e7f6ec", "#173322", "#15803d", "#4cc07a"),
    ".outside": ("#f3e8ff", "#2e1d42", "#7e22ce", "#b98af0"),
    ".missing": ("#fde8e8", "#451b1b", "#c81e1e", "#f07a7a"),
}
_STYLE = """
svg{color-scheme:light dark;font:13px system-ui,sans-serif}
.box{stroke-width:1.3}.missing{stroke-dasharray:5}
.name{font-weight:600;fill:#111;fill:light-dark(#111,#eee)}
.component,.label{fill:#444;fill:light-dark(#444,#bbb);font-size:11px}
.label{paint-order:stroke;stroke:Canvas;stroke-width:4px}
.edge{fill:none;stroke:#666;stroke:light-dark(#666,#999);stroke-width:1.3}
.back{stroke:#c81e1e;stroke-dasharray:5}.tip{fill:#666;fill:light-dark(#666,#999)}
"""


def svg(graph: Graph, title: str = "Stages of the pipeline") -> str:
    """Give the picture; whatever the file says in it is text and nothing else."""
    return "\n".join((*_lines(graph, lay_out(graph, _SPACING), title), ""))


def _lines(graph: Graph, layout: Layout, title: str) -> Iterator[str]:
    width, height = max(layout.width, 1.0), max(layout.height, 1.0)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:.0f} {height:.0f}"'
        f' width="{width:.0f}" height="{height:.0f}">'
    )
    yield f"<title>{escape(title)}</title><style>{_STYLE}{_fills()}</style>"
    yield (
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto-start-reverse"><path class="tip" d="M0 0L8 4L0 8z"/>'
        "</marker></defs>"
    )
    yield from (_edge(edge, layout) for edge in graph.edges)
    yield from (_box(box, layout.boxes[box.id]) for box in graph.boxes)
    yield from _labels(graph, layout)
    yield "</svg>"


def _fills() -> str:
    return "".join(
        f"{name}{{fill:{fill};fill:light-dark({fill},{dark});"
        f"stroke:{line};stroke:light-dark({line},{dark_line})}}\n"
        for name, (fill, dark, line, dark_line) in _COLORS.items()
    )


def _box(box: Box, middle: Point) -> str:
    x, y = middle[0] - _SPACING.width / 2, middle[1] - _SPACING.height / 2
    wave = f", wave {box.wave}" if box.wave is not None else ""
    tooltip = escape(f"{shortened(box.id)}: {shortened(box.component)}{wave}")
    name, component = (escape(shortened(each, _MOST_LETTERS)) for each in (box.id, box.component))
    return (
        f"<g><title>{tooltip}</title>"
        f'<rect class="box {box.look}" x="{x:.0f}" y="{y:.0f}" width="{_SPACING.width:.0f}" '
        f'height="{_SPACING.height:.0f}" rx="{_ROUND.get(box.look, 7)}"/>'
        f'<text class="name" text-anchor="middle" x="{middle[0]:.0f}" y="{middle[1] - 3:.0f}">'
        f'{name}</text><text class="component" text-anchor="middle" x="{middle[0]:.0f}" '
        f'y="{middle[1] + 14:.0f}">{component}</text></g>'
    )


def _edge(edge: Edge, layout: Layout) -> str:
    bends = layout.bends.get((edge.start, edge.end))
    start, end = layout.boxes[edge.start], layout.boxes[edge.end]
    half = _SPACING.height / 2
    parts = [f"M{start[0]:.0f} {start[1] + half:.0f}"]
    # An arrow is upright where it passes a row, so that it does not touch the boxes there.
    for one, other in pairwise((start, *(bends or ()), end)):
        parts.append(_curve((one[0], one[1] + half), (other[0], other[1] - half)))
        if other is not end:
            parts.append(f"V{other[1] + half:.0f}")
    path = "".join(parts)
    look = "edge" if bends is not None else "edge back"
    return f'<path class="{look}" d="{path}" marker-end="url(#tip)"/>'


def _labels(graph: Graph, layout: Layout) -> Iterator[str]:
    """Write what leads to a box beside the tips of its arrows."""
    for box in graph.boxes:
        labels = dict.fromkeys(edge.label for edge in graph.edges if edge.end == box.id)
        shown = ", ".join(each for each in labels if each)
        if shown:
            x, y = layout.boxes[box.id]
            at = f'x="{x + 7:.0f}" y="{y - _SPACING.height / 2 - 9:.0f}"'
            yield f'<text class="label" {at}>{escape(shortened(shown, _MOST_LETTERS))}</text>'


def _curve(start: Point, end: Point) -> str:
    (x, y), (to_x, to_y) = start, end
    middle = (y + to_y) / 2
    return f"C{x:.0f} {middle:.0f} {to_x:.0f} {middle:.0f} {to_x:.0f} {to_y:.0f}"
