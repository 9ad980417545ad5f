"""Lines of a text, and the way between offsets and editor positions."""

import re
from bisect import bisect_right
from itertools import accumulate

from flowmason_assist.text.columns import Columns, Encoding

# LSP and editors know these three line ends only; `str.splitlines` knows more and would
# shift every position behind a U+2028 inside a JSON string.
_LINE_END = re.compile(r"\r\n|\n|\r")


class LineIndex:
    """
    The line starts of one text.

    Offsets count code points; lines and columns count from zero.
    """

    __slots__ = ("_ascii", "_columns", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._ascii = text.isascii()
        self._starts = _line_starts(text)
        self._columns: dict[tuple[int, Encoding], Columns] = {}

    @property
    def line_count(self) -> int:
        """Count the lines; a text that ends with a line end has an empty last line."""
        return len(self._starts)

    def line_span(self, line: int) -> tuple[int, int]:
        """Give the offsets of a line's first character and of its line end."""
        start = self._starts[line]
        if line + 1 < len(self._starts):
            end = self._starts[line + 1]
            while end > start and self._text[end - 1] in "\r\n":
                end -= 1
            return start, end
        return start, len(self._text)

    def position(self, offset: int, encoding: Encoding = Encoding.UTF32) -> tuple[int, int]:
        """Give the line and column of an offset; offsets outside the text are clamped."""
        offset = max(0, min(offset, len(self._text)))
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        if self._ascii or encoding is Encoding.UTF32:
            return line, offset - start
        return line, self._columns_of(line, encoding).column(offset - start)

    def offset(self, line: int, column: int, encoding: Encoding = Encoding.UTF32) -> int:
        """
        Give the offset of an editor position.

        A column past the end of a line means the end of that line, as LSP requires; a line
        past the end means the end of the text. A column inside a character means its start.
        """
        if line < 0:
            return 0
        if line >= len(self._starts):
            return len(self._text)
        start, end = self.line_span(line)
        if self._ascii or encoding is Encoding.UTF32:
            return min(start + max(column, 0), end)
        return min(start + self._columns_of(line, encoding).offset(max(column, 0)), end)

    def _columns_of(self, line: int, encoding: Encoding) -> Columns:
        known = self._columns.get((line, encoding))
        if known is None:
            text = self._text[slice(*self.line_span(line))]
            known = self._columns[line, encoding] = Columns(text, encoding)
        return known


def _line_starts(text: str) -> list[int]:
    if "\r" in text:
        return [0, *(match.end() for match in _LINE_END.finditer(text))]
    lengths = (len(line) + 1 for line in text.split("\n")[:-1])
    return [*accumulate(lengths, initial=0)]
