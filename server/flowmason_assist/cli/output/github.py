"""Workflow commands with which GitHub Actions annotates the lines of a change."""

from collections.abc import Mapping
from types import MappingProxyType

from flowmason_assist.cli.output.outcome import Outcome
from flowmason_assist.lint.rule import Severity
from flowmason_assist.shapes.place import range_of
from flowmason_assist.text.line_index import LineIndex

_COMMANDS: Mapping[Severity, str] = MappingProxyType(
    {
        Severity.ERROR: "error",
        Severity.WARNING: "warning",
        Severity.INFO: "notice",
        Severity.HINT: "notice",
    }
)


def render(outcome: Outcome) -> str:
    """Give an annotation for each finding, and one for each path that was not checked."""
    commands: list[str] = []
    for report in outcome.reports:
        lines = LineIndex(report.text)
        for finding in report.findings:
            place = range_of(lines, finding.span)
            properties = {
                "title": f"{finding.code} {finding.name}",
                "file": report.name,
                "line": place.start.line,
                "endLine": place.end.line,
                "col": place.start.column,
                "endColumn": place.end.column,
            }
            if place.start.line != place.end.line:  # GitHub takes columns within one line only.
                del properties["col"], properties["endColumn"]
            commands.append(_command(_COMMANDS[finding.severity], properties, finding.message))
    commands += [_command("error", {"file": each.name}, each.message) for each in outcome.failures]
    return "".join(commands)


def _command(name: str, properties: Mapping[str, object], message: str) -> str:
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
