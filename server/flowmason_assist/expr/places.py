"""Turn the positions of Python's parser into spans."""

import ast
import re

from flowmason_assist.text.span import Span

_LINE_END = re.compile(r"\r\n|\r|\n")


class Places:
    """Where the parts of one Python expression stand in its text."""

    __slots__ = ("_line_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._line_starts = (0, *(match.end() for match in _LINE_END.finditer(text)))

    def of_node(self, node: ast.AST) -> Span:
        """Give the span of a node, whose columns count bytes; unknown means everything."""
        line, column = getattr(node, "lineno", None), getattr(node, "col_offset", None)
        end_line = getattr(node, "end_lineno", None)
        end_column = getattr(node, "end_col_offset", None)
        if line is None or column is None or end_line is None or end_column is None:
            return Span(0, len(self._text))
        start, end = self._at_byte(line, column), self._at_byte(end_line, end_column)
        return Span(min(start, end), max(start, end))

    def of_error(self, error: SyntaxError) -> Span:
        """
        Give the span of a syntax error, whose columns count characters from 1.

        Column 0 means that the text ends too early; it is then the last character.
        """
        if error.msg.startswith("f-string"):
            return Span(0, len(self._text))  # Before Python 3.12 its columns count from there.
        last = max(len(self._text.rstrip()) - 1, 0)
        start = self._at(error.lineno or 1, error.offset - 1) if error.offset else last
        end = self._at(error.end_lineno or 1, (error.end_offset or 1) - 1)
        if end <= start:
            start = max(min(start, len(self._text) - 1), 0)
            end = min(start + 1, len(self._text))
        return Span(start, end)

    def _at(self, line: int, column: int) -> int:
        start = self._line_starts[min(max(line, 1), len(self._line_starts)) - 1]
        return min(start + max(column, 0), len(self._text))

    def _at_byte(self, line: int, column: int) -> int:
        start = self._at(line, 0)
        if self._text.isascii():
            return self._at(line, column)
        before = self._text[start : start + column].encode("utf-8", "surrogatepass")[:column]
        return start + len(before.decode("utf-8", "ignore"))
