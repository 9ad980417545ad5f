"""A decision taken apart: what each feature of a request added to it."""

from typing import Any

from flowmason_assist.routing.decide import Decision
from flowmason_assist.routing.learn import THRESHOLD
from flowmason_assist.routing.prior import BIAS, WEIGHTS


def contributions(decision: Decision) -> dict[str, Any]:
    """
    Give the features with their weights and what they add, `bias` among them.

    `need` is the probability that comes of their sum.
    """
    weights, features = decision.weights, decision.difficulty.features
    added = weights.contributions(features)
    terms = [
        {
            "feature": name,
            "value": round(features.get(name, 1.0), 3),
            "weight": round(_weight(name) + _learned(decision, name), 3),
            "learned": round(_learned(decision, name), 3),
            "adds": round(adds, 3),
        }
        for name, adds in added.items()
    ]
    return {
        "need": round(decision.need, 4),
        "threshold": THRESHOLD,
        "outcomes": weights.outcomes,
        "terms": terms,
    }


def _weight(name: str) -> float:
    return BIAS if name == "bias" else WEIGHTS[name]


def _learned(decision: Decision, name: str) -> float:
    weights = decision.weights
    return weights.bias if name == "bias" else weights.by_feature.get(name, 0.0)
