"""The findings as the JSON array that CONTRACT describes."""

import json
from typing import Any

from flowmason_assist.cli.output.edits import edits_to_json
from flowmason_assist.cli.output.outcome import Outcome
from flowmason_assist.cli.output.place import range_of
from flowmason_assist.lint.rule import Finding, Fix, Place
from flowmason_assist.text.line_index import LineIndex

SOURCE = "flowmason-assist"

Json = dict[str, Any]


def render(outcome: Outcome) -> str:
    """Give the findings of all files as one JSON document."""
    found: list[Json] = []
    for report in outcome.reports:
        lines = LineIndex(report.text)
        for finding in report.findings:
            described = describe(finding, lines)
            found.append({"file": report.name, **described, "docs": outcome.docs(finding)})
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def describe(finding: Finding, lines: LineIndex) -> Json:
    """Give the JSON object of a finding, without its file."""
    return {
        "code": finding.code,
        "rule": finding.name,
        "severity": str(finding.severity),
        "message": finding.message,
        "path": finding.pointer,
        "range": range_of(lines, finding.span).to_json(),
        "source": SOURCE,
        "fix": fix_as_json(finding.fix, lines) if finding.fix else None,
        "related": [_place(place, lines) for place in finding.related],
    }


def fix_as_json(fix: Fix, lines: LineIndex) -> Json:
    """Give the JSON object of a fix."""
    return {
        "title": fix.title,
        "applicability": str(fix.applicability),
        "edits": edits_to_json(fix.edits, lines),
    }


def _place(place: Place, lines: LineIndex) -> Json:
    return {
        "message": place.message,
        "path": place.pointer,
        "range": range_of(lines, place.span).to_json(),
    }
