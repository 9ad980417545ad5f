"""Linear models made from rows of features, by logistic regression one row after the other."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from flowmason_assist.assist.understand.weights import Linear

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
_SCALE = 100
_BIAS = ""
# An error smaller than this teaches nothing.
_NEGLIGIBLE = 0.01


@dataclass(frozen=True, slots=True)
class Row:
    """
    Something to classify: its features, and every class that it is of.

    `among` are the classes that it may be of, if that is known beforehand.
    """

    features: frozenset[str]
    classes: AbstractSet[str]
    among: AbstractSet[str] | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """How a model is made: what counts as a feature, how long it learns, which weights it keeps."""

    is_exclusive: bool = False
    """Whether a row is of exactly one class."""
    least: int = 2
    """How many rows a feature must stand in."""
    epochs: int = 5
    rate: float = 0.1
    smallest: int = 12
    """The smallest weight that is kept, in hundredths."""
    seed: int = 4


def learn(rows: Sequence[Row], course: Course) -> Linear:
    """Make a model; the same rows make the same model."""
    counts = Counter(feature for row in rows for feature in row.features)
    kept = [_BIAS, *sorted(name for name, count in counts.items() if count >= course.least)]
    classes = sorted({name for row in rows for name in row.classes})
    weights = _fit(rows, kept, classes, course)
    return _compact(weights, kept, classes, course)


def _fit(
    rows: Sequence[Row], kept: Sequence[str], classes: Sequence[str], course: Course
) -> Floats:
    """Descend along the gradient of each row; weights that moved much move less (AdaGrad)."""
    numbers = {name: index for index, name in enumerate(classes)}
    inputs = _inputs(rows, {feature: index for index, feature in enumerate(kept)})
    truths = [_numbers(row.classes, numbers) for row in rows]
    allowed = [None if row.among is None else _numbers(row.among, numbers) for row in rows]
    weights = np.zeros((len(kept), len(classes)), dtype=np.float32)
    moved = np.ones_like(weights)
    chance = np.random.default_rng(course.seed)
    for _ in range(course.epochs):
        for index in chance.permutation(len(rows)).tolist():
            features = inputs[index]
            error = _error(weights[features].sum(axis=0), truths[index], allowed[index], course)
            wrong = np.flatnonzero(np.abs(error) > _NEGLIGIBLE)
            where = np.ix_(features, wrong)
            distance = moved[where] + error[wrong] ** 2
            moved[where] = distance
            weights[where] -= course.rate * error[wrong] / np.sqrt(distance)
    return weights


def _error(scores: Floats, truth: Places, allowed: Places | None, course: Course) -> Floats:
    """What is given to each class less what it should have."""
    if not course.is_exclusive:
        given = (1 / (1 + np.exp(-scores))).astype(np.float32)
    else:
        given = np.zeros_like(scores)
        among = np.arange(len(scores)) if allowed is None else allowed
        likely = np.exp(scores[among] - scores[among].max())
        given[among] = likely / likely.sum()
    given[truth] -= 1
    return given


def _inputs(rows: Sequence[Row], places: dict[str, int]) -> list[Places]:
    return [
        np.array([0, *sorted(places[name] for name in row.features if name in places)])
        for row in rows
    ]


def _numbers(names: AbstractSet[str], numbers: dict[str, int]) -> Places:
    return np.array(sorted(numbers[name] for name in names if name in numbers), dtype=np.int64)


def _compact(
    weights: Floats, kept: Sequence[str], classes: Sequence[str], course: Course
) -> Linear:
    hundredths = np.rint(weights * _SCALE).astype(int)
    rows = {}
    for index, name in enumerate(kept[1:], 1):
        values = hundredths[index]
        numbers = np.flatnonzero(np.abs(values) >= course.smallest).tolist()
        if numbers:
            rows[name] = " ".join(f"{number}:{values[number]}" for number in numbers)
    return Linear(tuple(classes), tuple(map(float, weights[0])), rows)
