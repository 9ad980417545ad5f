"""Texts as they are meant, where they are written in escapes."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from types import MappingProxyType

_ESCAPE = re.compile(
    r"(?P<json>\\u[0-9a-fA-F]{4})|(?P<short>\\[nrtbf/\"\\])|(?P<url>%[2-7][0-9A-Fa-f])"
    r"|(?P<nothing>[\u00ad\u200b-\u200f\u2060\ufeff])|(?P<wide>[\uff01-\uff5e])"
)
_SIGN = re.compile(r"[\\%\u00ad\u200b-\u200f\u2060\ufeff\uff01-\uff5e]")
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
    if not _SIGN.search(text):
        return None
    pieces: list[str] = []
    starts, origins = [0], [0]
    length = last = 0
    for match in _ESCAPE.finditer(text):
        meant = _meant(match)
        before = text[last : match.start()]
        pieces += (before, meant)
        length += len(before) + len(meant)
        last = match.end()
        starts += (length - len(meant), length)
        origins += (match.start(), last)
    if last == 0:
        return None
    return Unfolded("".join([*pieces, text[last:]]), tuple(starts), tuple(origins))


def _meant(match: re.Match[str]) -> str:
    if match["json"]:
        return chr(int(match[0][2:], 16))
    if match["url"]:
        return chr(int(match[0][1:], 16))
    if match["short"]:
        return _SHORT.get(match[0][1], match[0][1])
    return "" if match["nothing"] else unicodedata.normalize("NFKC", match[0])
