"""Shares with their uncertainty."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

CONFIDENCE: Final = 1.96


@dataclass(slots=True)
class Ratio:
    """How many of how many."""

    hits: int = 0
    total: int = 0

    def add(self, *, hit: bool) -> None:
        """Count one more."""
        self.hits += hit
        self.total += 1

    @property
    def share(self) -> float:
        """The share of hits, 1 for nothing at all."""
        return self.hits / self.total if self.total else 1.0

    def interval(self) -> tuple[float, float]:
        """The 95 % interval by Wilson."""
        if not self.total:
            return 0.0, 1.0
        n, z = self.total, CONFIDENCE
        middle = (self.share + z * z / (2 * n)) / (1 + z * z / n)
        half = z * sqrt(self.share * (1 - self.share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)
