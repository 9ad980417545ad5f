"""What `doctor` found, as a table for people."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from flowmason_assist.cli.health.row import Row, State
from flowmason_assist.cli.output.text import Color, Paint
from flowmason_assist.text.printable import printable

_COLORS: Mapping[State, Color] = MappingProxyType(
    {State.OK: Color.GREEN, State.MISSING: Color.YELLOW, State.BROKEN: Color.RED}
)


def render(rows: Sequence[Row], paint: Paint) -> str:
    """Give a line for each row, and one with the cure below what does not work."""
    width = max(len(row.name) for row in rows)
    lines: list[str] = []
    for row in rows:
        state = paint(f"{row.state:<7}", _COLORS[row.state])
        lines.append(f"{state}  {row.name:<{width}}  {printable(row.detail)}\n")
        if row.cure:
            lines.append(f"{' ' * (width + 11)}{paint('cure:', bold=True)} {printable(row.cure)}\n")
    return "".join(lines)
