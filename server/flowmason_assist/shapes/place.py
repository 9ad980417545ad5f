"""Places as CONTRACT counts them: lines and columns from one, columns in code points."""

from dataclasses import dataclass

from flowmason_assist.text.line_index import LineIndex
from flowmason_assist.text.span import Span


@dataclass(frozen=True, slots=True)
class Position:
    """A line and a column, both from one."""

    line: int
    column: int

    def to_json(self) -> dict[str, int]:
        """Give the JSON object of CONTRACT."""
        return {"line": self.line, "column": self.column}


@dataclass(frozen=True, slots=True)
class Range:
    """A half-open range of positions."""

    start: Position
    end: Position

    def to_json(self) -> dict[str, dict[str, int]]:
        """Give the JSON object of CONTRACT."""
        return {"start": self.start.to_json(), "end": self.end.to_json()}


def range_of(lines: LineIndex, span: Span) -> Range:
    """Give the range that a span covers."""
    return Range(_position(lines, span.start), _position(lines, span.end))


def _position(lines: LineIndex, offset: int) -> Position:
    line, column = lines.position(offset)
    return Position(line + 1, column + 1)
