"""What a JSON string literal says, and where each of its characters stands in the file."""

import json
import re
from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple

from flowmason_assist.text.span import Span


class EscapeProblemKind(StrEnum):
    """What is wrong inside a string literal."""

    INVALID_ESCAPE = "invalid_escape"
    CONTROL_CHARACTER = "control_character"  # Raw; JSON wants it escaped.
    LONE_SURROGATE = "lone_surrogate"  # Legal JSON, but no text encoding can hold it.


class EscapeProblem(NamedTuple):
    """One fault inside a literal; its span counts from the start of the literal."""

    kind: EscapeProblemKind
    span: Span


class Decoded(NamedTuple):
    """
    The value of a string literal, with the way back to the literal.

    Between two anchors, value and literal run in step: `value_starts[n]` stands at
    `raw_starts[n]`, and a new anchor follows each escape.
    """

    value: str
    value_starts: tuple[int, ...]
    raw_starts: tuple[int, ...]
    problems: tuple[EscapeProblem, ...]

    def offset(self, index: int) -> int:
        """Give where in the literal the character at `index` of the value starts."""
        anchor = bisect_right(self.value_starts, index) - 1
        return self.raw_starts[anchor] + index - self.value_starts[anchor]

    def value_index(self, offset: int) -> int:
        """
        Give the index in the value for an offset in the literal.

        An offset within an escape means the character that the escape stands for.
        """
        anchor = max(bisect_right(self.raw_starts, offset) - 1, 0)
        index = self.value_starts[anchor] + max(offset - self.raw_starts[anchor], 0)
        is_last = anchor + 1 == len(self.value_starts)
        return min(index, len(self.value) if is_last else self.value_starts[anchor + 1] - 1)

    def span(self, start: int, end: int) -> Span:
        """Give the place in the literal of a half-open range of the value."""
        if self.value_starts == _ORIGIN:
            return Span(start + self.raw_starts[0], end + self.raw_starts[0])
        return Span(self.offset(start), self.offset(end))


def decode(raw: str) -> Decoded:
    """
    Read a JSON string literal, quotes included; a missing quote is tolerated.

    What is no escape stands for itself and is reported.
    """
    body_start = 1 if raw.startswith('"') else 0
    body_end = len(raw) - 1 if _is_closed(raw) else len(raw)
    if _SPECIAL.search(raw) is None:
        return Decoded(raw[body_start:body_end], _ORIGIN, (body_start,), ())
    return _decode_escapes(raw, body_start, body_end)


def encode(value: str) -> str:
    """Give the text that stands for `value` inside a string literal, without quotes."""
    return _SURROGATE.sub(_escape_surrogate, json.dumps(value, ensure_ascii=False)[1:-1])


_ORIGIN = (0,)
_SPECIAL = re.compile(r"[\\\x00-\x1f\ud800-\udfff]")
_PIECE = re.compile(
    r"\\u(?P<high>[dD][89abAB][0-9a-fA-F]{2})\\u(?P<low>[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|\\u(?P<unit>[0-9a-fA-F]{4})"
    r'|(?P<simple>\\["\\/bfnrt])'
    r"|(?P<control>[\x00-\x1f])"
    r"|(?P<surrogate>[\ud800-\udfff])"
    r"|(?P<invalid>\\(?:u[0-9a-fA-F]{0,3}|[^\x00-\x1f])?)"
)
_SIMPLE = {
    r"\"": '"',
    r"\\": "\\",
    r"\/": "/",
    r"\b": "\b",
    r"\f": "\f",
    r"\n": "\n",
    r"\r": "\r",
    r"\t": "\t",
}
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def _is_closed(raw: str) -> bool:
    if len(raw) < 2 or not raw.endswith('"'):  # noqa: PLR2004  # Two quotes.
        return False
    before = raw[:-1]
    backslashes = len(before) - len(before.rstrip("\\"))
    return backslashes % 2 == 0


def _decode_escapes(raw: str, body_start: int, body_end: int) -> Decoded:
    parts: list[str] = []
    value_starts, raw_starts = [0], [body_start]
    problems: list[EscapeProblem] = []
    length, position = 0, body_start
    for piece in _PIECE.finditer(raw, body_start, body_end):
        start, end = piece.span()
        simple = _SIMPLE.get(piece.group())
        text = _text_of(piece) if simple is None else simple
        parts += (raw[position:start], text)
        length += start - position + len(text)
        position = end
        if len(text) != end - start:
            value_starts.append(length)
            raw_starts.append(end)
        kind = _problem_of(piece, text) if simple is None else None
        if kind is not None:
            problems.append(EscapeProblem(kind, Span(start, end)))
    parts.append(raw[position:body_end])
    return Decoded("".join(parts), tuple(value_starts), tuple(raw_starts), tuple(problems))


def _text_of(piece: re.Match[str]) -> str:
    match piece.lastgroup:
        case "unit":
            return chr(int(piece["unit"], 16))
        case "low":
            high, low = int(piece["high"], 16), int(piece["low"], 16)
            return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
        case _:
            return piece.group()


def _problem_of(piece: re.Match[str], text: str) -> EscapeProblemKind | None:
    match piece.lastgroup:
        case "control":
            return EscapeProblemKind.CONTROL_CHARACTER
        case "invalid":
            return EscapeProblemKind.INVALID_ESCAPE
        case "unit" | "surrogate" if _SURROGATE.match(text):
            return EscapeProblemKind.LONE_SURROGATE
        case _:
            return None


def _escape_surrogate(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
