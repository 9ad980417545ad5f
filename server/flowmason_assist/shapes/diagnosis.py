"""The cause of an error as CONTRACT describes it."""

from typing import Any

from flowmason_assist.assist.debug.diagnosis import Diagnosis, Mended
from flowmason_assist.routing.route import Route, local_route
from flowmason_assist.shapes.finding import fix_as_json
from flowmason_assist.shapes.place import range_of
from flowmason_assist.text.line_index import LineIndex


def diagnosis_as_json(
    found: Diagnosis, lines: LineIndex, route: Route | None = None
) -> dict[str, Any]:
    """Give the JSON object of a diagnosis; without a `route`, no model was asked."""
    return {
        "kind": found.kind,
        "stage": found.stage,
        "path": found.pointer,
        "range": range_of(lines, found.span).to_json() if found.span else None,
        "cause": found.cause,
        "hints": list(found.hints),
        "fixes": [_fix(each, lines) for each in found.fixes],
        "rules": list(found.rules),
        "confidence": found.confidence,
        "message": found.message,
        "route": (route or local_route("debug")).as_json(),
    }


def _fix(mended: Mended, lines: LineIndex) -> dict[str, Any]:
    return {
        **fix_as_json(mended.fix, lines),
        "outcome": mended.outcome.value,
        "rules": list(mended.codes),
    }
