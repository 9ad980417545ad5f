"""
A month of 2,000 requests: what it costs to answer them, and how.

They are drawn from those that the weights were not fitted to.

How often a model's answer is of use is assumed, not measured, and stands in `USE`; the tokens are
those of the requests and of the answers that each kind of job has. Everything else is the router
as it runs.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.routing.labelled import Labelled, requests
from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.complexity import difficulty
from flowmason_assist.routing.decide import (
    ANSWER_TOKENS,
    USUAL_ANSWER_TOKENS,
    Circumstances,
    decide,
)
from flowmason_assist.routing.known_models import KnownModel
from flowmason_assist.routing.learn import Weights
from flowmason_assist.routing.permission import Permission
from flowmason_assist.routing.policy import Permissions, Policy
from flowmason_assist.routing.route import Level, Tier
from flowmason_assist.routing.sensitivity.judge import find

REQUESTS = 2000
OUTCOMES = 500
PIPELINE_TOKENS = 1500  # A pipeline of twenty stages, and our instructions.
LONGER = 2  # Answers to what needs a larger model are longer.
CLOUD = KnownModel(
    "cloud", "openai", "https://api.openai.com/v1", "m", Tier.CLOUD, 200_000, 3.0, 15.0
)
POLICY = Policy(models=(CLOUD,), permissions=Permissions(cloud=Permission.ALLOW))
# The share of answers that are of use, by model and by what a request needs.
USE = {
    ("local", "easy"): 0.94,
    ("local", "hard"): 0.25,
    ("cloud", "easy"): 0.97,
    ("cloud", "hard"): 0.93,
}
Weighted = dict[str, Weights]
Strategy = Callable[[Labelled], bool]


@dataclass(frozen=True)
class Month:
    """What a strategy came to; quality is the share of useful answers."""

    strategy: str
    cost_usd: float
    quality: float
    to_cloud: int
    leaks: int


def months(seed: int = 7) -> list[Month]:
    """Run every strategy over the same month, and the router once more after it learned."""
    drawn = _drawn(REQUESTS, seed)
    learned = learn(_drawn(OUTCOMES, seed + 1), seed + 2)
    return [
        _run("everything to the cloud", drawn, lambda _: True),
        _run("everything local", drawn, lambda _: False),
        _run("somebody who knows which ones are hard", drawn, _is_for_cloud),
        _run("our router", drawn, lambda each: to_cloud(each, {})),
        _run(f"our router after {OUTCOMES} outcomes", drawn, lambda each: to_cloud(each, learned)),
    ]


def most_saved(least_quality: float, seed: int = 7) -> float:
    """
    Give the share of the cost that nobody can save more of in this month, keeping some quality.

    Whoever knows everything sends what gains most for its cost first.
    """
    drawn = _drawn(REQUESTS, seed)
    whole = _run("everything to the cloud", drawn, lambda _: True)
    quality = _run("everything local", drawn, lambda _: False).quality
    offers = sorted(
        (CLOUD.cost(*tokens(each)) / _gain(each), _gain(each))
        for each in drawn
        if not (each.label == "sensitive" or find(each.text))
    )
    cost = 0.0
    for price, gain in offers:
        if quality >= least_quality * whole.quality:
            break
        cost += price * gain
        quality += gain / len(drawn)
    return 1.0 - cost / whole.cost_usd


def _gain(request: Labelled) -> float:
    """Give how much likelier a useful answer becomes in the cloud."""
    need = _need(request)
    return USE["cloud", need] - USE["local", need]


def curve(seed: int = 7) -> list[tuple[float, Month]]:
    """Run the same month with every threshold from 0.05 to 0.95."""
    drawn = _drawn(REQUESTS, seed)
    needs = {each.text: _need_of(each) for each in drawn}
    tried = []
    for percent in range(5, 100, 5):
        threshold = percent / 100

        def goes(request: Labelled, threshold: float = threshold) -> bool:
            return needs[request.text] >= threshold

        tried.append((threshold, _run(f"threshold {threshold:.2f}", drawn, goes)))
    return tried


def _is_for_cloud(request: Labelled) -> bool:
    """Say what nobody can know before: the bound of every router."""
    return request.label == "escalate" and not find(request.text)


def _need_of(request: Labelled) -> float:
    """Give what the router says about a request; nothing where it must not leave."""
    decision = decide(Asked(request.task, request.text), POLICY, Circumstances())
    is_sensitive = decision.route.sensitivity.level is Level.SENSITIVE
    return 0.0 if is_sensitive else decision.need


def to_cloud(request: Labelled, weights: Weighted) -> bool:
    """Tell whether the router asks the cloud first."""
    now = Circumstances(weights=weights.get(request.task, Weights()))
    decision = decide(Asked(request.task, request.text), POLICY, now)
    return decision.route.tier is Tier.CLOUD


def learn(outcomes: Sequence[Labelled], seed: int) -> Weighted:
    """Give the weights after some requests whose local answers were judged by their users."""
    dice = random.Random(seed)
    weights: Weighted = {}
    for request in outcomes:
        if to_cloud(request, weights):
            continue
        features = difficulty(request.task, request.text, 0).features
        is_good = dice.random() < USE["local", _need(request)]
        before = weights.get(request.task, Weights())
        weights[request.task] = before.after(features, was_needed=not is_good)
    return weights


def _drawn(count: int, seed: int) -> list[Labelled]:
    dice = random.Random(seed)
    labelled = [*requests("heldout"), *requests("sixth")]
    return [dice.choice(labelled) for _ in range(count)]


def _run(name: str, drawn: Sequence[Labelled], goes_to_cloud: Strategy) -> Month:
    cost, quality, sent, leaks = 0.0, 0.0, 0, 0
    for request in drawn:
        goes = goes_to_cloud(request)
        quality += USE["cloud" if goes else "local", _need(request)]
        if goes:
            sent += 1
            cost += CLOUD.cost(*tokens(request))
            leaks += request.label == "sensitive" or bool(find(request.text))
    return Month(name, cost, quality / len(drawn), sent, leaks)


def _need(request: Labelled) -> str:
    return "hard" if request.label == "escalate" else "easy"


def tokens(request: Labelled) -> tuple[float, float]:
    """Give what a request has, with a pipeline, and what its answer has."""
    prompt = difficulty(request.task, request.text, 0).context_tokens + PIPELINE_TOKENS
    answer = ANSWER_TOKENS.get(request.task, USUAL_ANSWER_TOKENS)
    return prompt, answer * (LONGER if _need(request) == "hard" else 1)
