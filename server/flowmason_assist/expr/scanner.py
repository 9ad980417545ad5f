"""
Find the templates of one string, exactly as the engine does.

The engine's matcher is two opening braces, anything but `}`, and two closing braces; it is
followed here step by step because a regular expression would need quadratic time on braces
that are never closed.
"""

import re
from collections.abc import Iterator

from flowmason_assist.expr.escapes import Decoded
from flowmason_assist.expr.nodes import (
    LookAlike,
    LookAlikeKind,
    Scan,
    Segment,
    Template,
    Trouble,
)
from flowmason_assist.expr.parser import read
from flowmason_assist.text.span import Span

NOTHING = Scan((), ())


def scan(literal: Decoded) -> Scan:
    """Give the templates and look-alikes of a string; spans are offsets in the literal."""
    value = literal.value
    if "{" not in value:
        return NOTHING
    ranges = tuple(template_ranges(value))
    whole = len(ranges) == 1 and len(value.strip()) == ranges[0][1] - ranges[0][0]
    templates = tuple([_template(literal, start, end, whole) for start, end in ranges])
    if value.count("{") == 2 * len(ranges):
        return Scan(templates, ())
    return Scan(templates, tuple(_look_alikes(literal, ranges)))


def template_ranges(value: str) -> Iterator[tuple[int, int]]:
    """Give where each template of a decoded value starts and ends, braces included."""
    start = value.find("{{")
    while start >= 0:
        brace = value.find("}", start + 2)
        if brace < 0:
            return
        end = brace + 1
        if brace > start + 2 and value.startswith("}", end):
            end += 1
            yield start, end
        start = value.find("{{", end)


def _template(literal: Decoded, start: int, end: int, whole: bool) -> Template:  # noqa: FBT001
    inner = literal.value[start + 2 : end - 2]
    path = inner.strip()
    path_start = start + 2 + len(inner) - len(inner.lstrip())
    form, found = read(path)
    first = literal.offset(start)
    shift = first - start
    last = literal.offset(end)
    place = None if last - end == shift else literal
    trouble = None
    if found is not None:
        kind, span = found
        trouble = Trouble(kind, _span(path_start, span, shift, place), span.of(path))
    segments = []
    at = path_start
    for name in path.split("."):
        stop = at + len(name)
        span = Span(at + shift, stop + shift) if place is None else place.span(at, stop)
        segments.append(Segment(name, span))
        at = stop + 1
    path_span = _span(path_start, Span(0, len(path)), shift, place)
    return Template(Span(first, last), path_span, path, tuple(segments), whole, form, trouble)


def _span(start: int, within: Span, shift: int, place: Decoded | None) -> Span:
    if place is None:
        return within.shifted(start + shift)
    return place.span(start + within.start, start + within.end)


_CANDIDATE = re.compile(
    r"(?P<double>\{\{)"
    r"|\$\{\s*(?P<dollar>[^\W\d][\w.\-\[\]]*)\s*\}"
    r"|\{%(?P<block>[^%{}]*)%\}"
    r"|\{#(?P<comment>[^#{}]*)#\}"
    r"|\{\s*(?P<single>[^\W\d][\w-]*(?:\.[\w-]+)*)\s*\}"
)
_KINDS = {
    "dollar": LookAlikeKind.DOLLAR,
    "block": LookAlikeKind.BLOCK,
    "comment": LookAlikeKind.BLOCK,
    "single": LookAlikeKind.SINGLE,
}
_UNCLOSED = re.compile(r"\{\{\s*[\w.\-]*")


def _look_alikes(literal: Decoded, ranges: tuple[tuple[int, int], ...]) -> Iterator[LookAlike]:
    gap_start = 0
    for start, end in (*ranges, (len(literal.value), 0)):
        yield from _look_alikes_between(literal, gap_start, start)
        gap_start = end


def _look_alikes_between(literal: Decoded, start: int, end: int) -> Iterator[LookAlike]:
    value = literal.value
    while found := _CANDIDATE.search(value, start, end):
        if found.lastgroup == "double":
            kind, stop = _unmatched(value, found.start(), end)
            path = value[found.start() + 2 : stop].rstrip("}")
        else:
            kind, stop = _KINDS[found.lastgroup or ""], found.end()
            path = found[found.lastgroup or 0]
        yield LookAlike(kind, literal.span(found.start(), stop), path.strip())
        start = stop


def _unmatched(value: str, start: int, end: int) -> tuple[LookAlikeKind, int]:
    """Tell what became of two opening braces that begin no template, and where that ends."""
    following = value.find("{{", start + 2, end)
    limit = end if following < 0 else following
    brace = value.find("}", start + 2, limit)
    if brace < 0:
        unclosed = _UNCLOSED.match(value, start, limit)
        return LookAlikeKind.UNCLOSED, unclosed.end() if unclosed else start + 2
    if value.startswith("}}", start + 2):
        return LookAlikeKind.EMPTY, start + 4
    close = value.find("}}", brace + 1, limit)
    if close >= 0:
        return LookAlikeKind.BRACE_INSIDE, close + 2
    return LookAlikeKind.HALF_CLOSED, brace + 1
