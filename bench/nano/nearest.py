"""Retrieval without a model: the written request that shares most rare words with another."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from flowmason_assist.assist.plan.plan import Plan
from training.example import Example

_WORD = re.compile(r"[^\W\d_]+")


class Nearest:
    """Requests with their plans, found by the cosine of their words, rare words counting more."""

    def __init__(self, examples: Iterable[Example]) -> None:
        self._plans: list[Plan] = []
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, example in enumerate(examples):
            self._plans.append(example.plan)
            for word, count in _words(example.request).items():
                self._places[word].append((number, count))
        total = len(self._plans)
        self._rarity = {word: math.log(total / len(at)) for word, at in self._places.items()}
        lengths = [0.0] * total
        for word, at in self._places.items():
            for number, count in at:
                lengths[number] += (count * self._rarity[word]) ** 2
        self._lengths = [math.sqrt(length) or 1.0 for length in lengths]

    def plan(self, request: str) -> Plan | None:
        """The plan of the request that is most alike, None if no word is known."""
        scores: dict[int, float] = defaultdict(float)
        for word, count in _words(request).items():
            for number, times in self._places.get(word, ()):
                scores[number] += count * times * self._rarity[word] ** 2
        if not scores:
            return None
        return self._plans[max(scores, key=lambda number: scores[number] / self._lengths[number])]


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))
