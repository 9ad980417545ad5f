"""
What a text before a cursor makes of the cursor's place: in which brackets, key or value.

Only what stands before the cursor counts, token by token, because behind it the text is
usually broken while somebody is typing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from flowmason_assist.syntax.lexer import SWALLOWED, TOKEN, Token

_STRINGS = frozenset({Token.STRING, Token.COLON, Token.UNCLOSED_STRING, Token.SINGLE_QUOTED})
_BARE = frozenset({Token.NUMBER, Token.LITERAL, Token.WORD})


class Wants(Enum):
    """What may stand next in a bracket."""

    KEY = "key"
    COLON = "colon"
    VALUE = "value"
    COMMA = "comma"


@dataclass(slots=True)
class Frame:
    """An open bracket and how far it has been read."""

    is_object: bool
    start: int
    wants: Wants
    key: str | None = None
    index: int = 0
    keys: list[str] = field(default_factory=list)

    @property
    def step(self) -> str | int | None:
        """Give the key or index at which the bracket has been read so far."""
        return self.key if self.is_object else self.index


@dataclass(frozen=True, slots=True)
class Touched:
    """The token that the cursor is in or behind: a string, or a word without quotes."""

    start: int
    end: int
    is_string: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """The brackets around a cursor, the token that it touches, and what ended before it."""

    frames: tuple[Frame, ...]
    touched: Touched | None
    before: int  # Where the last complete token before the cursor ends.
    is_comment: bool = False


def scan_to(text: str, cursor: int, start: int = 0, frames: Sequence[Frame] = ()) -> Scan:
    """Read a text up to a cursor, from `start`, where the brackets of `frames` are open."""
    open_frames = list(frames)
    position = before = start
    while match := TOKEN.match(text, position):
        group = Token(match.lastindex or Token.OTHER)
        start = match.start(Token.STRING if group is Token.COLON else group)
        end = match.end(Token.STRING if group is Token.COLON else group)
        if start >= cursor:
            break
        if group is Token.COMMENT and cursor <= end:
            return Scan(tuple(open_frames), None, before, is_comment=True)
        touched = _touched(text, group, start, end, cursor)
        if touched is not None:
            return Scan(tuple(open_frames), touched, before)
        if group is Token.UNCLOSED_STRING:
            end = _trimmed(text, start, end)
        position = end
        if group is Token.PUNCTUATION:
            _punctuation(open_frames, text[start], start)
        elif group in _STRINGS:
            _string(
                open_frames, text[start + 1 : end].rstrip("\"'"), has_colon=group is Token.COLON
            )
        elif group is not Token.COMMENT and open_frames:
            _value(open_frames[-1])
        before = position
    return Scan(tuple(open_frames), None, before)


def _touched(text: str, group: Token, start: int, end: int, cursor: int) -> Touched | None:
    if group in _BARE:
        return Touched(start, end, is_string=False, is_closed=True) if cursor <= end else None
    if group is Token.UNCLOSED_STRING:
        return _unclosed(text, start, cursor) if cursor <= end else None
    if group not in _STRINGS or cursor >= end:
        return None
    if _is_borrowed(text, end):
        return _unclosed(text, start, cursor)
    return Touched(start, end, is_string=True, is_closed=True)


def _is_borrowed(text: str, end: int) -> bool:
    """Tell whether the quote that closes a string was meant to open another one."""
    following = text[end : end + 1]
    return following.isalnum() or following in ("_", "{", "$")


def _unclosed(text: str, start: int, cursor: int) -> Touched:
    end = cursor
    while end < len(text) and (text[end].isalnum() or text[end] in "_-"):
        end += 1
    return Touched(start, end, is_string=True, is_closed=False)


def _trimmed(text: str, start: int, end: int) -> int:
    swallowed = SWALLOWED.search(text[start:end])
    return max(start + 1, start + swallowed.start()) if swallowed else end


def _punctuation(frames: list[Frame], mark: str, start: int) -> None:
    match mark:
        case "{":
            frames.append(Frame(True, start, Wants.KEY))
        case "[":
            frames.append(Frame(False, start, Wants.VALUE))
        case ",":
            _comma(frames)
        case ":":
            if frames and frames[-1].is_object and frames[-1].key is not None:
                frames[-1].wants = Wants.VALUE
        case _:
            _close(frames, is_object=mark == "}")


def _close(frames: list[Frame], *, is_object: bool) -> None:
    if not any(frame.is_object is is_object for frame in frames):
        return
    while frames.pop().is_object is not is_object:
        pass
    if frames:
        _value(frames[-1])


def _comma(frames: list[Frame]) -> None:
    if not frames:
        return
    frame = frames[-1]
    if frame.is_object:
        frame.wants, frame.key = Wants.KEY, None
    else:
        frame.wants = Wants.VALUE
        frame.index += 1


def _string(frames: list[Frame], value: str, *, has_colon: bool) -> None:
    if not frames:
        return
    frame = frames[-1]
    if frame.is_object and (has_colon or frame.wants in (Wants.KEY, Wants.COMMA)):
        frame.key = value
        frame.keys.append(value)
        frame.wants = Wants.COLON
        return
    _value(frame)


def _value(frame: Frame) -> None:
    frame.wants = Wants.COMMA
