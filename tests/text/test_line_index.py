"""The way between offsets and editor positions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowmason_assist.text.columns import Encoding
from flowmason_assist.text.line_index import LineIndex

TEXTS = st.text(st.sampled_from("ab\n\r\u2028\u0085\x0cé€😀\ud83d"), max_size=40)
ENCODINGS = st.sampled_from(Encoding)


def lines_as_lsp_counts(text: str) -> list[str]:
    """Give the lines of a text, each with its end, by LSP's three line ends."""
    lines = [""]
    for at, character in enumerate(text):
        lines[-1] += character
        if character == "\n" or (character == "\r" and text[at + 1 : at + 2] != "\n"):
            lines.append("")
    return lines


@given(TEXTS, ENCODINGS)
def test_a_position_leads_back_to_its_offset(text: str, encoding: Encoding) -> None:
    index = LineIndex(text)

    for offset in range(len(text) + 1):
        line, column = index.position(offset, encoding)
        _, end = index.line_span(line)
        assert index.offset(line, column, encoding) == min(offset, end)


@given(TEXTS)
def test_lines_are_those_of_lsp(text: str) -> None:
    index = LineIndex(text)

    lines = lines_as_lsp_counts(text)
    assert index.line_count == len(lines)
    for number, line in enumerate(lines):
        start, end = index.line_span(number)
        assert text[start:end] == line.rstrip("\r\n")


@given(TEXTS, ENCODINGS)
def test_columns_count_units_of_the_encoding(text: str, encoding: Encoding) -> None:
    index = LineIndex(text)
    width = {Encoding.UTF8: 1, Encoding.UTF16: 2, Encoding.UTF32: 4}[encoding]

    for offset in range(len(text) + 1):
        line, column = index.position(offset, encoding)
        start, _ = index.line_span(line)
        codec = encoding.value if encoding is Encoding.UTF8 else f"{encoding.value}-le"
        assert column == len(text[start:offset].encode(codec, "surrogatepass")) // width


@given(TEXTS, st.integers(-2, 50), st.integers(-2, 50), ENCODINGS)
def test_any_position_is_somewhere_in_the_text(
    text: str, line: int, column: int, encoding: Encoding
) -> None:
    assert 0 <= LineIndex(text).offset(line, column, encoding) <= len(text)


TABLE = {
    "a line break inside a string": ("a\u2028b\nc", 3, (0, 3)),
    "CRLF is one line end": ("a\r\nb", 3, (1, 0)),
    "CR is a line end": ("a\rb", 2, (1, 0)),
    "between CR and LF": ("a\r\nb", 2, (0, 2)),
    "the end of the text": ("a\n", 2, (1, 0)),
    "before the text": ("ab", -5, (0, 0)),
    "behind the text": ("ab", 9, (0, 2)),
    "behind an astral character": ("😀b", 1, (0, 2)),
}


@pytest.mark.parametrize(("text", "offset", "position"), TABLE.values(), ids=TABLE)
def test_positions_in_utf_16(text: str, offset: int, position: tuple[int, int]) -> None:
    assert LineIndex(text).position(offset, Encoding.UTF16) == position


CLAMPED = {
    "behind the end of a line": ("ab\ncd", 0, 9, 2),
    "behind the last line": ("ab\ncd", 7, 0, 5),
    "before the first line": ("ab\ncd", -1, 3, 0),
    "inside a character": ("a😀b", 0, 2, 1),
}


@pytest.mark.parametrize(("text", "line", "column", "offset"), CLAMPED.values(), ids=CLAMPED)
def test_positions_that_are_none(text: str, line: int, column: int, offset: int) -> None:
    assert LineIndex(text).offset(line, column, Encoding.UTF16) == offset
