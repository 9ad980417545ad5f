"""Which clause of a request each step of its plan comes from."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from flowmason_assist.assist.plan.plan import Plan, Step, walk
from flowmason_assist.assist.plan.vocabulary import vocabulary
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.pointers import Pointing, pointed
from flowmason_assist.assist.understand.slots import literals

_PHRASES = Path(__file__).parent / "phrases"
_LITERAL = 2.0
_TASK = 4.0
_BACK = -1.5
_FORWARD = -0.1
_MOST_OF_A_WORD = 3.0


def align(plan: Plan, slots: Slots) -> tuple[int, ...]:
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
        scores = _scores(step, slots)
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


def _scores(step: Step, slots: Slots) -> list[float]:
    """How much draws a step to each of the clauses."""
    scores = [_typical(step.component, span.of(slots.request)) for span in slots.clauses]
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


def _typical(component: str, text: str) -> float:
    weights = sorted(
        (_weights().get((component, word), 0.0) for word in _words(text)), reverse=True
    )
    return sum(weights[:2])


@cache
def _weights() -> dict[tuple[str, str], float]:
    """How much more often a word stands in the phrases for a component than in all phrases."""
    counts = Counter(_phrase_words())
    by_word: Counter[str] = Counter()
    by_component: Counter[str] = Counter()
    for (component, word), count in counts.items():
        by_word[word] += count
        by_component[component] += count
    total = by_word.total()
    return {
        (component, word): min(max(ratio, 0.0), _MOST_OF_A_WORD)
        for (component, word), count in counts.items()
        if (ratio := math.log((count / (by_word[word] + 1.0)) / (by_component[component] / total)))
        > 0
    }


def _phrase_words() -> Iterator[tuple[str, str]]:
    for path in sorted(_PHRASES.glob("*.txt")):
        component = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                first = line.lstrip("# ").split(maxsplit=1)[0] if line.strip("# ") else ""
                component = first if first in vocabulary() and path.stem == first else component
            elif component:
                yield from ((component, word) for word in _words(re.sub(r"\{\w+\}", "", line)))


def _words(text: str) -> Sequence[str]:
    return re.findall(r"[^\W\d_]+", text.lower())
