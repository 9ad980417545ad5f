"""An answer to a question as CONTRACT describes it."""

from typing import Any

from flowmason_assist.assist.answer import Answer
from flowmason_assist.routing.route import Route


def answer_as_json(found: Answer, route: Route) -> dict[str, Any]:
    """Give the JSON object of an answer."""
    return {
        "answer": found.text,
        "sources": [{"title": each.title, "section": each.section} for each in found.sources],
        "in_scope": found.in_scope,
        "route": route.as_json(),
    }
