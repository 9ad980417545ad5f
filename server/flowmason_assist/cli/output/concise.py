"""One line for each finding, as compilers write them, so that editors can jump to it."""

from flowmason_assist.cli.output.outcome import Outcome
from flowmason_assist.cli.output.text import SEVERITY_COLORS, Paint
from flowmason_assist.lint.rule import Finding
from flowmason_assist.shapes.place import range_of
from flowmason_assist.text.line_index import LineIndex
from flowmason_assist.text.printable import printable

FIXABLE = " [*]"


def render(outcome: Outcome) -> str:
    """Give the findings of all files, a line each."""
    parts: list[str] = []
    for report in outcome.reports:
        lines = LineIndex(report.text)
        for finding in report.findings:
            start = range_of(lines, finding.span).start
            place = f"{printable(report.name)}:{start.line}:{start.column}"
            parts.append(f"{outcome.paint(place, bold=True)}: {headline(outcome.paint, finding)}\n")
    return "".join(parts)


def headline(paint: Paint, finding: Finding) -> str:
    """Give severity, code and message of a finding; a star marks what can be fixed."""
    label = paint(f"{finding.severity} {finding.code}", SEVERITY_COLORS[finding.severity])
    mark = paint(FIXABLE, SEVERITY_COLORS[finding.severity]) if finding.fix else ""
    return f"{label}: {printable(finding.message)}{mark}"
