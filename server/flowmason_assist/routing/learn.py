"""
Which requests this machine's model cannot do: a logistic regression that learns from outcomes.

Its weights have names and can be read; each decision can be taken apart into what each feature
gave. It says how much a larger model is worth, and nothing else: what is sensitive is decided
before, by fixed rules that know nothing of it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from flowmason_assist.routing.complexity import FEATURES
from flowmason_assist.routing.prior import BIAS, WEIGHTS

THRESHOLD = 0.5
RATE = 0.4
"""How far one outcome moves the weights."""
PULL = 0.01
"""How strongly each outcome draws them back to what was fitted, lest a few outcomes rule."""
MOST = 4.0
"""How far a weight may get from what was fitted."""


@dataclass(frozen=True, slots=True)
class Weights:
    """
    What each feature is worth for one task; the differences from what was fitted before use.

    `outcomes` counts what was learned from.
    """

    bias: float = 0.0
    by_feature: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    outcomes: int = 0

    def contributions(self, features: Mapping[str, float]) -> dict[str, float]:
        """
        Give what each feature adds to the log-odds that a larger model is needed.

        Features that a decision was taken without, before they were known, count for nothing.
        """
        added = {
            name: (WEIGHTS[name] + self.by_feature.get(name, 0.0)) * features.get(name, 0.0)
            for name in FEATURES
        }
        return {"bias": BIAS + self.bias, **added}

    def need(self, features: Mapping[str, float]) -> float:
        """Give the probability that this machine's model does not do."""
        return _sigmoid(sum(self.contributions(features).values()))

    def after(self, features: Mapping[str, float], *, was_needed: bool) -> "Weights":
        """Give the weights after an outcome: one step down the slope of the logistic loss."""
        error = float(was_needed) - self.need(features)
        rate = RATE / math.sqrt(1.0 + self.outcomes / 20.0)
        moved = {
            name: _moved(self.by_feature.get(name, 0.0), rate * error * features.get(name, 0.0))
            for name in FEATURES
        }
        return Weights(_moved(self.bias, rate * error), MappingProxyType(moved), self.outcomes + 1)


def _moved(weight: float, step: float) -> float:
    return max(-MOST, min(MOST, (1.0 - PULL) * weight + step))


def _sigmoid(value: float) -> float:
    if value >= 0:
        return 1.0 / (1.0 + math.exp(-value))
    exponential = math.exp(value)
    return exponential / (1.0 + exponential)
