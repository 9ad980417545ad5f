"""
Find the templates of one string, exactly as the engine does.

The engine's matcher is two opening braces, anything but `}`, and two closing braces; it is
followed here step by step because a regular expression would need quadratic time on braces
that are never closed.
"""

import re
from collections.abc import Iterable, Iterator

from flowmason_assist.expr.escapes import Decoded, decode
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


def scan_raw(raw: str) -> Scan:
    """Do the same as `scan` for a literal as it stands in the file; most hold no brace at all."""
    if "{" not in raw and "\\u007" not in raw:
        return NOTHING
    return scan(decode(raw))


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


def masked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Give a text with a name of the same length in the place of each template."""
    parts: list[str] = []
    position = 0
    for start, end in ranges:
        parts += (text[position:start], "_" * (end - start))
        position = end
    return "".join((*parts, text[position:]))


def _template(literal: Decoded, start: int, end: int, whole: bool) -> Template:  # noqa: FBT001
    inner = literal.value[start + 2 : end - 2]
    path = inner.strip()
    path_start = start + 2 + len(inner) - len(inner.lstrip())
    span = literal.span(start, end)
    shift = span.start - start
    form, found = read(path)
    template = Template(
        span,
        Span(path_start + shift, path_start + shift + len(path)),
        path,
        _segments(path, path_start + shift),
        whole,
        form,
        found and Trouble(found[0], found[1].shifted(path_start + shift), found[1].of(path)),
    )
    has_escapes = span.end - end != shift
    return _relocated(template, literal, shift) if has_escapes else template


def _segments(path: str, start: int) -> tuple[Segment, ...]:
    segments = []
    for name in path.split("."):
        end = start + len(name)
        segments.append(Segment(name, Span(start, end)))
        start = end + 1
    return tuple(segments)


def _relocated(template: Template, literal: Decoded, shift: int) -> Template:
    """Correct the inner spans of a template that holds escapes."""

    def place(span: Span) -> Span:
        return literal.span(span.start - shift, span.end - shift)

    trouble = template.trouble
    return template._replace(
        path_span=place(template.path_span),
        segments=tuple(Segment(name, place(span)) for name, span in template.segments),
        trouble=trouble and trouble._replace(span=place(trouble.span)),
    )


_CANDIDATE = re.compile(
    r"(?P<double>\{\{+)"
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
_NAME = re.compile(r"\s*[\w.\-]*")


def _look_alikes(literal: Decoded, ranges: tuple[tuple[int, int], ...]) -> Iterator[LookAlike]:
    gap_start = 0
    for start, end in (*ranges, (len(literal.value), 0)):
        yield from _look_alikes_between(literal, gap_start, start)
        gap_start = end


def _look_alikes_between(literal: Decoded, start: int, end: int) -> Iterator[LookAlike]:
    value = literal.value
    while found := _CANDIDATE.search(value, start, end):
        if found.lastgroup == "double":
            kind, stop = _unmatched(value, found.end(), end)
            path = value[found.end() : stop].rstrip("}")
        else:
            kind, stop = _KINDS[found.lastgroup or ""], found.end()
            path = found[found.lastgroup or 0]
        yield LookAlike(kind, literal.span(found.start(), stop), path.strip())
        start = stop


def _unmatched(value: str, start: int, end: int) -> tuple[LookAlikeKind, int]:
    """Tell what became of opening braces before `start` that begin no template, up to where."""
    following = value.find("{{", start, end)
    limit = end if following < 0 else following
    brace = value.find("}", start, limit)
    if brace < 0:
        name = _NAME.match(value, start, limit)
        return LookAlikeKind.UNCLOSED, name.end() if name else start
    if value.startswith("}}", start):
        return LookAlikeKind.EMPTY, start + 2
    close = value.find("}}", brace + 1, limit)
    if close >= 0:
        return LookAlikeKind.BRACE_INSIDE, close + 2
    return LookAlikeKind.HALF_CLOSED, brace + 1
