"""Seeded chance: every random decision of the bench goes through one of these."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A seeded source of choices."""

    def __init__(self, seed: int | str) -> None:
        self._random = Random(seed)

    def chance(self, probability: float) -> bool:
        """True with the given probability."""
        return self._random.random() < probability

    def number(self, low: int, high: int) -> int:
        """A whole number between both bounds, bounds included."""
        return self._random.randint(low, high)

    def fraction(self, low: float, high: float) -> float:
        """A number with two decimals between both bounds."""
        return round(self._random.uniform(low, high), 2)

    def pick(self, options: Sequence[T]) -> T:
        """One of the options."""
        return self._random.choice(options)

    def some(self, options: Sequence[T], low: int, high: int) -> list[T]:
        """Between `low` and `high` different options, fewer where there are not enough."""
        count = min(len(options), self._random.randint(low, high))
        return self._random.sample(options, count)

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """All options in another order."""
        return self._random.sample(options, len(options))

    def weighted(self, options: Sequence[T], weights: Sequence[float]) -> T:
        """One of the options, heavier ones more often."""
        return self._random.choices(options, weights)[0]

    def fork(self, label: str) -> "Dice":
        """An independent dice that depends on this one's next number and on the label."""
        return Dice(f"{label}:{self._random.getrandbits(64)}")
