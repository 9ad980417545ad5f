"""A change of a pipeline as JSON: what `generate` gives, and the edits."""

from typing import Any

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.edit.change import Changed
from flowmason_assist.routing.route import Route
from flowmason_assist.shapes.edits import edits_to_json
from flowmason_assist.shapes.generated import generated_as_json
from flowmason_assist.text.line_index import LineIndex


def changed_as_json(changed: Changed, facts: Facts, route: Route) -> dict[str, Any]:
    """Give the JSON object of a change; `pipeline` is the whole file after it."""
    lines = LineIndex(facts.document.text)
    generated = generated_as_json(changed.generated, route)
    return {**generated, "edits": edits_to_json(changed.edits, lines)}
