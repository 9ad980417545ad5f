"""The tokens of JSON, and of what people write instead of JSON."""

import re
from bisect import bisect_left
from enum import IntEnum


class Token(IntEnum):
    """The groups of `TOKEN`, in order."""

    STRING = 1
    COLON = 2  # Follows a string directly: `"key":`.
    PUNCTUATION = 3
    NUMBER = 4
    LITERAL = 5
    COMMENT = 6
    UNCLOSED_STRING = 7
    SINGLE_QUOTED = 8
    WORD = 9
    OTHER = 10


# One match a token, leading blanks included. The string group refuses control characters, as
# strict JSON readers do; a string that fails ends at its line's end.
TOKEN = re.compile(
    r"""[ \t\n\r]*(?:
      ("(?:[^"\\\x00-\x1f]++|\\[^\x00-\x1f])*+")(?:[ \t\n\r]*(:))?
    | ([{}\[\],:])
    | (-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-]))
    | ((?:true|false|null)(?![\w.+-]))
    | (//[^\n\r]*|/\*(?s:.*?)(?:\*/|\Z)|\#[^\n\r]*)
    | ("(?:[^"\\\n\r]++|\\[^\n\r])*+"?)
    | ('(?:[^'\\\n\r]++|\\[^\n\r])*+')
    | ([^\s{}\[\],:"]+)
    | ([^\s]|[\f\v\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+)
    )""",
    re.VERBOSE,
)

# A stretch without brackets, a whole string, or one bracket: enough to find where an object ends.
BRACKET = re.compile(r'[^"{}\[\]/#]+|"(?:[^"\\\x00-\x1f]++|\\[^\x00-\x1f])*+"|([{\[])|([}\]])')

# A string, closed or not, or a bracket: enough to count the brackets of a text that is broken.
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\\n\r]++|\\[^\n\r])*+"?|([{\[])|([}\]])')

COLON = re.compile(r"[ \t\n\r]*:")

# The next key, behind a comma if there is one.
KEY_FOLLOWS = re.compile(r'[ \t\n\r]*,?[ \t\n\r]*"(?:[^"\\\n\r]++|\\[^\n\r])*+"[ \t\n\r]*:')

# What an unclosed string swallowed from the end of its line: the punctuation that follows it.
SWALLOWED = re.compile(r"[ \t,}\]]*\Z")

# The rest of a line but for its comma, where the next line starts like JSON.
REST_OF_LINE = re.compile(r'[^\n\r]{0,5000}?(?=,?[ \t]*[\n\r]\s*["{}\[\]])')

_PAIRS = {"{": "}", "[": "]"}


def balanced_end(text: str, start: int) -> int | None:
    """
    Give the offset behind the bracket that closes the one at `start`.

    None when the brackets do not match, or a string or comment makes that doubtful: then only
    the parser can tell.
    """
    expected: list[str] = []
    position = start
    match_at = BRACKET.match
    while match := match_at(text, position):
        position = match.end()
        opening, closing = match.groups()
        if opening:
            expected.append(_PAIRS[opening])
        elif closing:
            if closing != expected.pop():
                return None
            if not expected:
                return position
    return None


class BracketCount:
    """How many brackets behind a place of a text close what stands before it."""

    def __init__(self, text: str, start: int) -> None:
        self._positions: list[int] = []
        self._closing: list[int] = []  # Less those that open, up to each position.
        closing = 0
        for match in _STRING_OR_BRACKET.finditer(text, start):
            if match.lastindex:
                closing += 1 if match[2] else -1
                self._positions.append(match.start())
                self._closing.append(closing)

    def surplus(self, position: int) -> int:
        """Count the closing brackets from `position` on, less those that open."""
        index = bisect_left(self._positions, position)
        if index == len(self._positions):
            return 0
        return self._closing[-1] - (self._closing[index - 1] if index else 0)
