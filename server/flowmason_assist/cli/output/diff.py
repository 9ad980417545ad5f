"""What fixes change, as a unified diff that `patch` understands."""

import difflib
from collections.abc import Iterator

from flowmason_assist.cli.checking.report import Report
from flowmason_assist.cli.output.outcome import Outcome
from flowmason_assist.cli.output.text import Color, Paint
from flowmason_assist.text.printable import printable

_COLORS = {"+": Color.GREEN, "-": Color.RED, "@": Color.CYAN}
_NO_NEWLINE = "\\ No newline at end of file\n"


def render(outcome: Outcome) -> str:
    """Give the changes to all files; where there are none, nothing."""
    changes = (line for report in outcome.reports for line in _changes(report))
    return "".join(_painted(outcome.paint, line) for line in changes)


def _changes(report: Report) -> Iterator[str]:
    if report.original is None:
        return
    name = report.name.replace("\n", "\\n")
    for line in difflib.unified_diff(_lines(report.original), _lines(report.text), name, name):
        yield line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}"


def _lines(text: str) -> list[str]:
    """Give the lines as `patch` counts them: a line feed ends a line, nothing else does."""
    lines = [line + "\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines


def _painted(paint: Paint, line: str) -> str:
    """Give a line as a terminal shows it; what is no terminal gets it as it is."""
    if not paint.is_on:
        return line
    body = "\t".join(map(printable, line.rstrip("\r\n").split("\t")))
    color = _COLORS.get(line[0])
    is_heading = line.startswith(("+++", "---"))
    return f"{paint(body, color, bold=is_heading) if color else body}\n"
