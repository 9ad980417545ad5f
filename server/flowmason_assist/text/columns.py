"""Columns of one line, counted in the units of an encoding."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from enum import Enum
from itertools import accumulate
from typing import Final


class Encoding(Enum):
    """The unit in which a column is counted."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


_WIDE: Final[Mapping[Encoding, re.Pattern[str]]] = {
    Encoding.UTF8: re.compile(r"[^\x00-\x7f]"),
    Encoding.UTF16: re.compile(r"[\U00010000-\U0010ffff]"),
    Encoding.UTF32: re.compile(r"(?!)"),
}


class Columns:
    """
    The way between offsets in a line and its columns.

    Only characters that take several units are remembered, so that a place in a file that is
    written on one line is found without counting from its start.
    """

    __slots__ = ("_extra", "_offsets", "_starts")

    def __init__(self, line: str, encoding: Encoding) -> None:
        wide = list(_WIDE[encoding].finditer(line))
        widths = (_units(match[0], encoding) - 1 for match in wide)
        self._offsets = [match.start() for match in wide]
        self._extra = [*accumulate(widths, initial=0)]
        self._starts = [*map(int.__add__, self._offsets, self._extra)]

    def column(self, offset: int) -> int:
        """Give the column of an offset."""
        return offset + self._extra[bisect_left(self._offsets, offset)]

    def offset(self, column: int) -> int:
        """Give the offset of a column; a column inside a character means its start."""
        passed = bisect_right(self._starts, column)
        offset = column - self._extra[passed]
        return max(offset, self._offsets[passed - 1]) if passed else offset


def _units(character: str, encoding: Encoding) -> int:
    if encoding is Encoding.UTF8:
        return len(character.encode("utf-8", "surrogatepass"))
    return 2 if encoding is Encoding.UTF16 else 1
