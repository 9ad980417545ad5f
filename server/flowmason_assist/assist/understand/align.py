"""Which clause of a request each step of a plan comes from."""

from collections.abc import Callable

from flowmason_assist.assist.plan.plan import Plan, Step, walk
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.pointers import Pointing, pointed
from flowmason_assist.assist.understand.slots import literals

_LITERAL = 2.0
_TASK = 4.0
_BACK = -1.5
_FORWARD = -0.1

Typical = Callable[[str, int], float]
"""How much a clause (from 0) draws a component to it by its words."""


def align(plan: Plan, slots: Slots, typical: Typical) -> tuple[int, ...]:
    """
    The clause, from 1, of each step in the order of the steps.

    The likeliest way through the clauses: literals and typical words draw a step to a clause,
    and steps are told in their order more often than not.
    """
    count = len(slots.clauses)
    steps = list(walk(plan.steps))
    if not steps or not count:
        return (0,) * len(steps)
    best = [0.0] * count
    origins: list[list[int]] = []
    for step in steps:
        scores = _scores(step, slots, typical)
        arrivals = [
            max((best[source] + _move(source, clause), -source) for source in range(count))
            for clause in range(count)
        ]
        origins.append([-source for _, source in arrivals])
        best = [arrivals[clause][0] + scores[clause] for clause in range(count)]
    return _trace(best, origins)


def _trace(best: list[float], origins: list[list[int]]) -> tuple[int, ...]:
    clause = best.index(max(best))
    path = [clause]
    for sources in reversed(origins[1:]):
        clause = sources[clause]
        path.append(clause)
    return tuple(clause + 1 for clause in reversed(path))


def _move(source: int, clause: int) -> float:
    return _BACK if clause < source else _FORWARD * (clause - source)


def _scores(step: Step, slots: Slots, typical: Typical) -> list[float]:
    """How much draws a step to each of the clauses."""
    scores = [typical(step.component, clause) for clause in range(len(slots.clauses))]
    alone = Plan(steps=(step.model_copy(update={"blocks": ()}),))
    for name, value in literals(alone):
        for clause in range(len(scores)):
            pointing = Pointing(slots, clause)
            if not isinstance(value, str):
                pointer = pointing.number(value)
            else:
                pointer = pointing.span(value) if name == "task" else pointing.literal(value)
            span = pointed(pointer, slots) if pointer else None
            if span and slots.clause_at(span.start) == clause:
                scores[clause] += _TASK if name == "task" else _LITERAL
    return scores
