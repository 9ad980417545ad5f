"""The findings as the JSON array that CONTRACT describes."""

import json
from typing import Any

from flowmason_assist.cli.output.outcome import Outcome
from flowmason_assist.shapes.finding import describe
from flowmason_assist.text.line_index import LineIndex


def render(outcome: Outcome) -> str:
    """Give the findings of all files as one JSON document."""
    found: list[dict[str, Any]] = []
    for report in outcome.reports:
        lines = LineIndex(report.text)
        for finding in report.findings:
            described = describe(finding, lines)
            found.append({"file": report.name, **described, "docs": outcome.docs(finding)})
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
