"""How likely a plan does what was asked, as a probability that was fitted and can be believed."""

import math

from flowmason_assist.assist.generate.coverage import Coverage
from flowmason_assist.assist.plan.plan import Plan, walk
from flowmason_assist.assist.understand.understood import Understood

# Fitted by `python -m training.confidence`, on 617 plans for requests that no model had read.
_BASE = 0.46
_PER_LIKELIHOOD = 0.53
_PER_STEP = -0.37
_PER_UNUSED = -1.04
_PER_COVERAGE = 0.97
_MOST_STEPS = 10
_LEAST_CHANCE = 1e-3


def confidence(understood: Understood, plan: Plan, covered: Coverage) -> float:
    """Give the probability, from 0 to 1, that a plan with steps is faithful to its request."""
    score = _BASE + sum(
        weight * value
        for weight, value in zip(
            (_PER_LIKELIHOOD, _PER_STEP, _PER_UNUSED, _PER_COVERAGE),
            signs(understood, plan, covered),
            strict=True,
        )
    )
    return 1 / (1 + math.exp(-score))


def signs(
    understood: Understood, plan: Plan, covered: Coverage
) -> tuple[float, float, float, float]:
    """
    Give what the probability is made of.

    That is the mean logarithm of the steps' chances, their number, the best chance of a component
    that is not in the plan, and the coverage.
    """
    chances = understood.candidates.components()
    used = [step.component for step in walk(plan.steps)]
    logs = [math.log(max(chances.get(name, 0.0), _LEAST_CHANCE)) for name in used]
    unused = max((chance for name, chance in chances.items() if name not in used), default=0.0)
    return (
        sum(logs) / len(logs) if logs else 0.0,
        min(len(used), _MOST_STEPS),
        unused,
        covered.score,
    )
