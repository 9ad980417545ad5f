"""
Linear models as text: which features speak for which classes, and how much.

A file holds several models. Each begins with a line `[name]`, then the classes, then the biases,
then one line a feature: the feature, a tab, and `class:weight` pairs. Weights are in hundredths.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SCALE = 100


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model; each class has a score of its own."""

    classes: tuple[str, ...]
    biases: tuple[float, ...]
    rows: Mapping[str, str]
    """The `class:weight` pairs of each feature, as they stand in the file."""

    def scores(self, features: Iterable[str]) -> list[float]:
        """The score of each class; features count once, and their order changes nothing."""
        sums = [0] * len(self.biases)
        for feature in set(features):
            row = self.rows.get(feature)
            if row is not None:
                for pair in row.split(" "):
                    index, _, weight = pair.partition(":")
                    sums[int(index)] += int(weight)
        return [bias + total / _SCALE for bias, total in zip(self.biases, sums, strict=True)]

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """How likely each class is, independently of the others."""
        return {
            name: 1 / (1 + math.exp(-score))
            for name, score in zip(self.classes, self.scores(features), strict=True)
        }

    def weight(self, feature: str, name: str) -> float:
        """How much a feature speaks for a class."""
        number = self.classes.index(name)
        pairs = (pair.partition(":") for pair in self.rows.get(feature, "").split(" "))
        return next((int(weight) / _SCALE for at, _, weight in pairs if at == str(number)), 0.0)

    def ranked(
        self, features: Iterable[str], among: Iterable[str] | None = None
    ) -> list[tuple[float, str]]:
        """The classes with their scores, highest first, all of them or those among some."""
        allowed = set(self.classes if among is None else among)
        scored = zip(self.scores(features), self.classes, strict=True)
        return sorted((pair for pair in scored if pair[1] in allowed), reverse=True)

    def likeliest(self, features: Iterable[str], among: Sequence[str] | None = None) -> str:
        """The class with the highest score, among some or all; the first if it knows none."""
        ranked = self.ranked(features, among)
        return ranked[0][1] if ranked or not among else among[0]


def read_models(text: str) -> dict[str, Linear]:
    """The models of a file, by name."""
    models = {}
    # The line of a feature holds a tab, that of a name never.
    for section in re.split(r"\n\[(?=[a-z]+\]\n)", text)[1:]:
        head, classes, biases, *rows = section.rstrip("\n").split("\n")
        models[head.rstrip("]")] = Linear(
            tuple(classes.split(" ")),
            tuple(int(bias) / _SCALE for bias in biases.split(" ")),
            dict(row.split("\t") for row in rows),
        )
    return models


def write_model(name: str, linear: Linear) -> str:
    """The text of a model; a file begins with a line of its own and holds these below it."""
    lines = [
        f"[{name}]",
        " ".join(linear.classes),
        " ".join(str(round(bias * _SCALE)) for bias in linear.biases),
        *(f"{feature}\t{row}" for feature, row in sorted(linear.rows.items())),
    ]
    return "\n".join(lines) + "\n"


@cache
def load(path: Path) -> Mapping[str, Linear]:
    """The models of a file that we ship; none if it is not there."""
    return read_models(path.read_text(encoding="utf-8")) if path.is_file() else {}
