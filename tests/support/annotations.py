"""
Carets below a text, and the spans that they stand for.

A line of blanks and carets annotates the line above and is no part of the text. Its carets
stand below what they mean; what follows them is the label::

    { "id": "draft" }
            ^^^^^^^ error FM203: a label

`^|` marks the empty place before a character, `^>` the first and `^<` the last character of
what goes on over several lines. `«FEFF»` stands for the character of that number, so that what
cannot be seen can be written; `«end»` ends a text that has no line end. A caret behind a line
means its line end.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from flowmason_assist.text.span import Span

_CARETS = re.compile(r"(?P<blanks> *)(?P<mark>\^[|<>]|\^+)(?: +(?P<label>.*))?")
_CHARACTER = re.compile(r"«(?P<code>[0-9A-F]{1,6})»|(?P<end>«end»)|.", re.DOTALL)


class AnnotationError(Exception):
    """A line of carets that means nothing; the text says why."""


class Annotation(NamedTuple):
    """A span with what is said of it."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text and what its caret lines say."""

    text: str
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it is shown; `columns` says where each character is shown, and the end."""

    start: int
    text: str
    columns: tuple[int, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def offset(self, column: int) -> int:
        """Give the offset of the character that is shown at a column."""
        if column > self.columns[-1]:
            raise AnnotationError(f"a caret stands behind the end of the line: {self.text!r}")
        return self.start + bisect_right(self.columns, column) - 1

    def column(self, offset: int) -> int:
        """Give the column at which a character is shown."""
        return self.columns[offset - self.start]


def read_annotated(lines: Iterable[str]) -> Annotated:
    """Take the caret lines out of a text."""
    parts: list[str] = []
    annotations: list[Annotation] = []
    waiting: list[tuple[int, str]] = []  # Where spans over several lines start.
    line: _Line | None = None
    start = 0
    for shown in lines:
        carets = _CARETS.fullmatch(shown)
        if carets is None:
            line = _shown_line(shown, start)
            parts.append(line.text)
            start = line.end
        elif line is None:
            raise AnnotationError(f"nothing stands above this line of carets: {shown!r}")
        else:
            annotations.extend(_meant(line, carets, waiting))
    if waiting:
        raise AnnotationError(f'"^>" without a "^<" below it: {waiting[-1][1]!r}')
    return Annotated("".join(parts), tuple(sorted(annotations)))


def _shown_line(shown: str, start: int) -> _Line:
    text = ""
    columns = []
    for match in _CHARACTER.finditer(shown):
        columns.append(match.start())
        if match["end"]:
            return _Line(start, text, tuple(columns))
        text += chr(int(match["code"], 16)) if match["code"] else match[0]
    return _Line(start, text + "\n", (*columns, len(shown), len(shown) + 1))


def _meant(
    line: _Line, carets: re.Match[str], waiting: list[tuple[int, str]]
) -> Iterator[Annotation]:
    mark = carets["mark"]
    label = carets["label"] or ""
    column = len(carets["blanks"])
    first = line.offset(column)
    if mark == "^>":
        waiting.append((first, label))
    elif mark == "^|":
        yield Annotation(Span(first, first), label)
    elif mark == "^<":
        if not waiting:
            raise AnnotationError(f'"^<" without a "^>" above it: {carets[0]!r}')
        start, label = waiting.pop()
        yield Annotation(Span(start, first + 1), label)
    else:
        last = line.offset(column + len(mark) - 1)
        yield Annotation(Span(first, last + 1), label)


def write_annotated(text: str, annotations: Iterable[Annotation]) -> list[str]:
    """Give the lines of a text with a line of carets for each annotation."""
    lines = list(_text_lines(text))
    starts = [line.start for line in lines]
    below: dict[int, list[str]] = defaultdict(list)
    closing: dict[int, list[str]] = defaultdict(list)
    for span, label in sorted(annotations, key=_outer_first):
        first = bisect_right(starts, span.start) - 1
        last = bisect_right(starts, max(span.start, span.end - 1)) - 1
        column = lines[first].column(span.start)
        if first != last:
            below[first].append(_caret_line(column, "^>", label))
            closing[last].insert(0, _caret_line(lines[last].column(span.end - 1), "^<", ""))
        elif span.start == span.end:
            below[first].append(_caret_line(column, "^|", label))
        else:
            width = lines[first].column(span.end) - column
            below[first].append(_caret_line(column, "^" * width, label))
    return [
        shown
        for at, line in enumerate(lines)
        for shown in (_visible(line.text), *closing[at], *below[at])
    ]


def _outer_first(annotation: Annotation) -> tuple[int, int, str]:
    return annotation.span.start, -annotation.span.end, annotation.label


def _caret_line(column: int, mark: str, label: str) -> str:
    return f"{' ' * column}{mark} {label}".rstrip()


def _text_lines(text: str) -> Iterator[_Line]:
    start = 0
    for part in re.findall(r"[^\n]*\n|[^\n]+\Z", text):
        shown = _shown_line(_visible(part), start)
        yield shown
        start += len(part)
    if not text:
        yield _Line(0, "", (0,))


def _visible(text: str) -> str:
    """Show a line so that every character can be seen, without its line end."""
    body = text.removesuffix("\n")
    shown = "".join(each if _can_be_seen(each) else f"«{ord(each):X}»" for each in body)
    return shown if text.endswith("\n") else f"{shown}«end»"


def _can_be_seen(character: str) -> bool:
    return character.isprintable() and character not in "«»"
