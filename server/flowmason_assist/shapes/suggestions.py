"""Suggestions as CONTRACT describes them."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.suggest.estimate import estimates
from flowmason_assist.assist.suggest.suggestion import Suggestion
from flowmason_assist.routing.route import local_route
from flowmason_assist.shapes.edits import edits_to_json
from flowmason_assist.text.line_index import LineIndex


def suggestions_as_json(found: Iterable[Suggestion], facts: Facts) -> dict[str, Any]:
    """Give the JSON object of the suggestions for a pipeline."""
    lines = LineIndex(facts.document.text)
    return {
        "suggestions": [
            {
                "stage": each.stage,
                "what": str(each.what),
                "title": each.title,
                "reason": each.reason,
                "edits": edits_to_json(each.edits, lines),
                "verified": each.verified,
            }
            for each in found
        ],
        "estimates": [asdict(each) for each in estimates(facts)],
        "route": local_route("suggest").as_json(),
    }
