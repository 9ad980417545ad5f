"""Texts as they are meant, where they are written in escapes."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from types import MappingProxyType

_SIGN = r"\u00ad\u200b-\u200f\u2060\ufeff\uff01-\uff5e"
_UNUSUAL = re.compile(f"[{_SIGN}]")
# The class of first characters stands in front: it makes the search fast.
_ESCAPE = re.compile(
    rf"[\\%{_SIGN}](?:(?<=\\)(?:u[0-9a-fA-F]{{4}}|[nrtbf/\"\\])|(?<=%)[2-7][0-9A-Fa-f]|(?<![\\%]))"
)
_SHORT = MappingProxyType({"n": "\n", "r": "\n", "t": "\t", "b": " ", "f": " "})


@dataclass(frozen=True, slots=True)
class Unfolded:
    """A text without its escapes, and where each part of it was."""

    text: str
    starts: tuple[int, ...]  # Where parts begin in `text`,
    origins: tuple[int, ...]  # and where they begin in what was written.

    def origin(self, offset: int) -> int:
        """Give where the character at an offset was written."""
        part = bisect_right(self.starts, offset) - 1
        return self.origins[part] + offset - self.starts[part]


def unfold(text: str) -> Unfolded | None:
    r"""
    Give a text with its escapes read, None where there are none.

    These are `\n`, `\/` and `\u0041` of JSON, `%41` of URLs, characters of no width, and wide
    letters.
    """
    is_plain = "\\" not in text and "%" not in text
    if is_plain and (text.isascii() or not _UNUSUAL.search(text)):
        return None
    pieces: list[str] = []
    starts, origins = [0], [0]
    length = last = 0
    for match in _ESCAPE.finditer(text):
        meant = _meant(match[0])
        before = text[last : match.start()]
        pieces += (before, meant)
        length += len(before) + len(meant)
        last = match.end()
        starts += (length - len(meant), length)
        origins += (match.start(), last)
    if last == 0:
        return None
    return Unfolded("".join([*pieces, text[last:]]), tuple(starts), tuple(origins))


def _meant(escape: str) -> str:
    match escape[:2]:
        case "\\u":
            return chr(int(f"0x{escape[2:]}", 0))
        case short if short[0] == "\\":
            return _SHORT.get(short[1], short[1])
        case percent if percent[0] == "%":
            return chr(int(escape[1:], 16))
    is_wide = "\uff01" <= escape <= "\uff5e"
    return unicodedata.normalize("NFKC", escape) if is_wide else ""
