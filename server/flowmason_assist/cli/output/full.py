"""Each finding with the line that it is about, what mends it, and where to read more."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.cli.checking.report import Report
from flowmason_assist.cli.output.concise import headline
from flowmason_assist.cli.output.outcome import Outcome
from flowmason_assist.cli.output.text import SEVERITY_COLORS, Color, Paint
from flowmason_assist.lint.rule import Applicability, Finding
from flowmason_assist.shapes.place import range_of
from flowmason_assist.text.line_index import LineIndex
from flowmason_assist.text.printable import printable

_WIDTH = 100
_ELLIPSIS = "…"
_OPTIONS = {
    Applicability.SAFE: "safe: --fix does it",
    Applicability.UNSAFE: "a guess: --unsafe-fixes does it",
}


def render(outcome: Outcome) -> str:
    """Give the findings of all files, a paragraph each."""
    paragraphs: list[str] = []
    for report in outcome.reports:
        source = _Source(report, LineIndex(report.text))
        paragraphs += [_paragraph(source, each, outcome.paint) for each in report.findings]
    return "".join(paragraphs)


@dataclass(frozen=True, slots=True)
class _Source:
    """The text that findings are about, by lines."""

    report: Report
    lines: LineIndex

    def place(self, finding: Finding) -> str:
        start = range_of(self.lines, finding.span).start
        return f"{printable(self.report.name)}:{start.line}:{start.column}"


def _paragraph(source: _Source, finding: Finding, paint: Paint) -> str:
    return "\n".join((*_rows(source, finding, paint), "", ""))


def _rows(source: _Source, finding: Finding, paint: Paint) -> Iterator[str]:
    line, column = source.lines.position(finding.span.start)
    start, end = source.lines.line_span(line)
    number = str(line + 1)
    gutter = paint(f"{' ' * len(number)} |", Color.BLUE)
    shown, before, marked = _crop(
        source.report.text[start:end], column, max(finding.span.end, finding.span.start + 1) - start
    )
    carets = paint("^" * max(1, _columns(marked)), SEVERITY_COLORS[finding.severity], bold=True)

    yield headline(paint, finding)
    yield f"{' ' * len(number)}{paint('-->', Color.BLUE)} {source.place(finding)}"
    yield gutter
    yield f"{paint(f'{number} |', Color.BLUE)} {shown}"
    yield f"{gutter} {' ' * _columns(before)}{carets}"
    for label, text in _notes(source, finding):
        yield f"{' ' * len(number)} {paint('=', Color.BLUE)} {paint(label, bold=True)}: {text}"


def _notes(source: _Source, finding: Finding) -> Iterator[tuple[str, str]]:
    for place in finding.related:
        at = range_of(source.lines, place.span).start
        yield "see", f"line {at.line}, column {at.column}: {printable(place.message)}"
    if finding.fix:
        yield "help", f"{printable(finding.fix.title)} ({_OPTIONS[finding.fix.applicability]})"
    if finding.pointer:
        yield "in", printable(finding.pointer)
    yield "rule", f"{finding.name}; `flowmason-assist rule {finding.code}` explains it"


def _crop(line: str, start: int, end: int) -> tuple[str, str, str]:
    """Give the part of a line around a range: all that is shown, what is before, what is marked."""
    first = max(0, start - _WIDTH // 3) if end > _WIDTH else 0
    last = first + _WIDTH
    before = (_ELLIPSIS if first else "") + _visible(line[first:start])
    marked = _visible(line[start : min(end, last)])
    after = _visible(line[min(end, last) : last]) + (_ELLIPSIS if last < len(line) else "")
    return before + marked + after, before, marked


def _visible(text: str) -> str:
    return printable(text.replace("\t", "    "))


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
        for character in text
    )
