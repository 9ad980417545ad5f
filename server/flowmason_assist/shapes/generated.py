"""A generated pipeline as CONTRACT describes it."""

import json
from typing import Any

from flowmason_assist.assist.generate.generated import Generated, Proof
from flowmason_assist.routing.route import Route


def generated_as_json(found: Generated, route: Route) -> dict[str, Any]:
    """Give the JSON object of an answer; `pipeline` is null unless the status is "ok"."""
    return {
        "status": str(found.status),
        "pipeline": json.loads(found.pipeline) if found.pipeline else None,
        "plan": found.plan.model_dump(mode="json") if found.plan else None,
        "unmet": list(found.unmet),
        "questions": list(found.questions),
        "reason": found.reason,
        "verified": _verified(found.proof),
        "notes": list(found.notes),
        "confidence": found.confidence,
        "route": route.as_json(),
    }


def _verified(proof: Proof | None) -> dict[str, Any]:
    if proof is None:
        return {"lint_errors": None, "dry_run": "skipped"}
    return {"lint_errors": proof.lint_errors, "dry_run": proof.dry_run}
