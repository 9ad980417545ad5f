"""Findings and their fixes as CONTRACT describes them."""

from typing import Any

from flowmason_assist.lint.rule import Finding, Fix, Place
from flowmason_assist.shapes.edits import edits_to_json
from flowmason_assist.shapes.place import range_of
from flowmason_assist.text.line_index import LineIndex

SOURCE = "flowmason-assist"

Json = dict[str, Any]


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
