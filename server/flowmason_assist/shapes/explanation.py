"""An explanation as CONTRACT describes it."""

from collections.abc import Collection
from typing import Any

from flowmason_assist.assist.explain.account import StageAccount
from flowmason_assist.assist.explain.explain import Explained
from flowmason_assist.routing.route import Route


def explanation_as_json(
    found: Explained, route: Route, chosen: Collection[str] | None = None
) -> dict[str, Any]:
    """Give the JSON object of an explanation; with `chosen`, only these stages."""
    account = found.account
    return {
        "summary": found.summary,
        "inputs": [each.name for each in account.inputs],
        "output": account.output,
        "stages": [
            _stage(found, each) for each in account.stages if chosen is None or each.id in chosen
        ],
        "patterns": [each.name for each in account.patterns],
        "input_uses": [
            {
                "name": each.name,
                "type": each.type,
                "required": each.is_required,
                "read_by": list(each.read_by),
                "reaches": list(each.reaches),
            }
            for each in account.inputs
        ],
        "departures": [
            {"stage": each.stage, "to": each.to, "carries": list(each.carries)}
            for each in account.departures
        ],
        "costs": list(account.costs),
        "notes": list(account.notes),
        "dropped": list(found.dropped),
        "route": route.as_json(),
    }


def _stage(found: Explained, stage: StageAccount) -> dict[str, Any]:
    return {
        "id": stage.id,
        "component": stage.component,
        "does": found.sentences.get(stage.id, stage.does),
        "reads": list(stage.reads),
        "provides": list(stage.provides),
        "wave": stage.wave,
        "after": list(stage.after),
        "when": list(stage.when),
        "used_by": list(stage.used_by),
    }
