"""
The tokens of a request: literals such as URLs, numbers and quoted text, words, punctuation.

Every shape is one alternative of one pattern; the first that fits wins.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from flowmason_assist.assist.understand.statements import statement_in
from flowmason_assist.assist.understand.words import (
    FUNCTION_WORDS,
    LANGUAGES,
    NUMBERS,
    word_set,
)
from flowmason_assist.text.span import Span

BREAK = "\n"
"""The text of a line end, and of the mark of a list that follows it."""


class Kind(StrEnum):
    """What a token can be pointed at as; the value is the letter of its slot."""

    URL = "U"
    EMAIL = "E"
    PATH = "P"
    NUMBER = "N"
    QUOTED = "Q"
    IDENTIFIER = "F"
    LANGUAGE = "L"
    WORD = "S"


NAMES = frozenset({Kind.WORD, Kind.IDENTIFIER, Kind.QUOTED})
"""What names a field, a table or the like."""


@dataclass(frozen=True, slots=True)
class Token:
    """
    A piece of a request.

    `kind` is None for punctuation and function words, which nothing points at.
    `number` counts the tokens of a kind from 1, and is 0 where there is no slot.
    The span of a quoted text leaves out the quotes. The text is that of the span, or `BREAK`.
    """

    span: Span
    text: str
    kind: Kind | None = None
    number: int = 0

    @property
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()

    @property
    def is_slot(self) -> bool:
        """Whether this can be pointed at."""
        return self.number > 0

    @property
    def is_word(self) -> bool:
        """Whether this reads as a word, so that its text stays beside its slot."""
        if self.kind is Kind.NUMBER:
            return self.lower in NUMBERS
        return self.kind is Kind.WORD or (self.kind is None and self.text[:1].isalnum())


_NAME = r"[\w.{}*%+~-]"
_EXTENSION = (
    r"(?:csv|tsv|jsonl?|ndjson|txt|md|rst|log|xml|html?|ya?ml|toml|ini|cfg|conf|env|parquet|xlsx?"
    r"|docx?|pptx?|pdf|png|jpe?g|gif|svg|webp|mp3|mp4|wav|zip|gz|tar|sql|py|js|ts|css|eml|ics|dat"
    r"|bak|db|srt|vtt|tex|avro|geojson|gpx|kml)"
)
_DOMAIN = r"(?:com|org|net|io|dev|eu|de|app|ai|co|uk|fr|ch|at|nl|it|es|pl|us|gov|edu|info|cloud)"
_BEYOND_URL = r"\s<>\"'`“”„«»"

_SHAPES: dict[str, tuple[str, ...]] = {
    "break": (r"(?:\A|\n)\s*(?:\d{1,2}[.)]|[-*\u2022])\s+", r"\n+"),
    "url": (
        rf"(?:https?|wss?|ftp)://[^{_BEYOND_URL}]*[\w/}}=*%\#&+-]",
        rf"(?<![\w@.])(?:[a-z0-9-]+\.)+{_DOMAIN}\b(?:/[^{_BEYOND_URL}]*[\w/}}=*%\#&+-])?(?![\w@]|\.\w)",
    ),
    "email": (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",),
    "quoted": (
        r'"(?P<q1>https?://[^"\s]+|(?:(?!://)[^"\n])+)"',
        r"“(?P<q2>[^”\n]+)”",
        r"„(?P<q3>[^“”\n]+)[“”]",
        r"«(?P<q4>[^»\n]+)»",
        r"`(?P<q5>[^`\n]+)`",
        r"\u2018(?P<q6>[^\u2019\n]+)\u2019",
        r"(?<![\w'])'(?P<q7>(?:[^'\"\n]|(?<=\w)'(?=\w))+)'(?!\w)",
    ),
    "sql": (
        r"\bSELECT\s[^;\n]+?\sFROM\s[^;\n]+",
        r"\b(?:INSERT\s+INTO|UPDATE\s+\S+\s+SET|DELETE\s+FROM|CALL|TRUNCATE)\s[^;\n]+",
        r"\bselect\s+(?:\*|\w+(?:\(.?\w*\))?(?:\s*,\s*\w+)*)\s+from\s[^;\n]+",
    ),
    "object": (rf"\bs3://(?P<i4>[\w.-]*\w(?:/[^{_BEYOND_URL},;]*[\w}}*])?)/?",),
    "path": (
        r"\b[A-Za-z]:\\[^\s,;\"']+",
        rf"(?<![\w/])(?:~|\.{{1,2}})?/(?:{_NAME}+/)*(?:{_NAME}*[\w*}}])?/?(?<=\w|\*|\}}|/)",
        rf"(?<![\w/])(?:{_NAME}+/)*(?:{_NAME}*\.{_EXTENSION}\b(?!\.?\w)|{_NAME}*\*{_NAME}*[\w*])",
        rf"(?<![\w/])(?:{_NAME}*[\d_]{_NAME}*/)+[\w{{}}*-]*\w",
        r"(?<![\w/])(?:[\w-]+/)+[\w-]*[\d_][\w-]*\b",
        r"(?<![\w/])(?:[\w-]+/)+(?=[\s,;.)]|$)",
    ),
    "date": (
        r"\b\d{4}-\d\d(?:-\d\d)?(?:T[\d:.Z+-]+)?\b",
        r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b",
        r"\b\d{1,2}:\d\d(?::\d\d)?\b",
        r"\b\d+(?:\.\d+){2,}\b",
    ),
    "identifier": (
        r"\$\{?(?P<i1>[A-Za-z_][\w.]*\w|[A-Za-z])\}?",
        r"\{\{?\s*(?P<i2>[A-Za-z_][\w.]*)\s*\}?\}",
        r"[@\#](?P<i3>[A-Za-z][\w-]*\w)",
        r"\b[A-Za-z]\w*_\w+(?:[.:-]\w+|\[\d*\])*",
        r"(?<!\w)_\w+",
        r"\b[a-z]+\d*(?:[A-Z][a-z0-9]*)+(?:[.:]\w+|\[\d*\])*",
        r"(?<![\w.])(?!(?:e\.g|i\.e|a\.m|p\.m|a\.k)\b)[A-Za-z]\w*(?:\[\d*\]|\.[a-z_]\w*)+(?!\w)",
        r"\b[a-z][\w-]*(?::[\w{}*-]+)+",
        r"\b[A-Za-z]+(?:-[A-Za-z]+)*-\d\w*(?:-\w+)*\b",
        r"\b[A-Za-z]+\d+-\w+(?:-\w+)*\b",
    ),
    "idiom": (r"\bone[ -](?:by|after|at)[ -](?:one|a time)\b", r"\bat once\b"),
    "ordinal": (r"\b\d+(?:st|nd|rd|th)\b",),
    "number": (
        r"(?<![\w.])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?",
        r"(?<![\w.])-?\d+(?:\.\d+)?",
    ),
    "possessive": (r"(?<=\w)['\u2019]s\b",),
    "word": (r"[^\W\d_]\w*(?:['\u2019](?!s\b)\w+)*(?:-(?!wise\b)[^\W_]\w*)*",),
    "arrow": (r"-+>|=+>|→|⇒|➜|»|>>",),
    "compare": (r"[<>=!]=+|<>|[<>=]",),
    "other": (r"\S",),
}
_PATTERN = re.compile(
    "|".join(f"(?P<{name}>{'|'.join(shapes)})" for name, shapes in _SHAPES.items())
)
_KINDS = {
    "url": Kind.URL,
    "email": Kind.EMAIL,
    "quoted": Kind.QUOTED,
    "sql": Kind.QUOTED,
    "object": Kind.IDENTIFIER,
    "path": Kind.PATH,
    "date": Kind.IDENTIFIER,
    "identifier": Kind.IDENTIFIER,
    "ordinal": Kind.WORD,
    "number": Kind.NUMBER,
}
# A quoted text of one of these shapes is of that kind.
_INSIDE_QUOTES = ("url", "email", "path")
# "one by one", "the other one", "at once": these count nothing.
_LOOSE_NUMBERS = frozenset({"one", "once", "single", "both", "pair", "couple", "double", "triple"})
_NOT_COUNTING = word_set(
    """
    this that the each every any which no by last other good at all another
    """
)


def tokens_of(request: str) -> tuple[Token, ...]:
    """The tokens of `request` in order, slots not numbered."""
    found: list[Token] = []
    position = 0
    while match := _PATTERN.search(request, position):
        shape = match.lastgroup or "other"
        span = Span(*match.span(_inner(match, shape)))
        position = match.end()
        if shape == "sql":
            span = statement_in(request, span)
            position = span.end
        before = found[-1].lower if found else ""
        for part, of_part in _parts(shape, span, request):
            text = part.of(request) if of_part != "break" else BREAK
            found.append(Token(part, text, _kind(of_part, text, before)))
    return tuple(found)


def number_value(text: str) -> float | int | None:
    """The number that a literal means, None if it means none."""
    if text.lower() in NUMBERS:
        return NUMBERS[text.lower()]
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    return int(value) if value.is_integer() and "." not in text else value


def _inner(match: re.Match[str], shape: str) -> str:
    """The group that holds the text without its quotes or braces."""
    if shape not in {"quoted", "identifier", "object"}:
        return shape
    named = match.groupdict()
    return next((name for name in named if name[1:].isdigit() and named[name] is not None), shape)


def _parts(shape: str, span: Span, request: str) -> list[tuple[Span, str]]:
    """The parts of a literal that can be pointed at each, as the steps of "order.customer.id"."""
    text = span.of(request)
    if shape == "identifier":
        steps = re.finditer(r"[^.\[\]]+", text)
        return [(Span(*step.span()).shifted(span.start), shape) for step in steps]
    if shape == "object" and "/" in text:
        middle = span.start + text.index("/")
        return [(Span(span.start, middle), shape), (Span(middle + 1, span.end), "path")]
    folder, slash, pattern = text.rpartition("/")
    if shape == "path" and slash and "*" in pattern:
        middle = span.start + len(folder) + 1
        return [(Span(span.start, middle), shape), (Span(middle, span.end), shape)]
    return [(span, shape)]


def _kind(shape: str, text: str, before: str) -> Kind | None:
    if shape == "word":
        return _kind_of_word(text.lower(), before)
    if shape == "quoted":
        inside = _PATTERN.fullmatch(text)
        if inside and inside.lastgroup in _INSIDE_QUOTES:
            return _KINDS[inside.lastgroup]
    return _KINDS.get(shape)


def _kind_of_word(word: str, before: str) -> Kind | None:
    if word in NUMBERS:
        loose = word in _LOOSE_NUMBERS and before in _NOT_COUNTING
        return None if loose else Kind.NUMBER
    if word in LANGUAGES:
        return Kind.LANGUAGE
    return None if word in FUNCTION_WORDS else Kind.WORD
