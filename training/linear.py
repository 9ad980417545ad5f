"""Linear models made from rows of features, by logistic regression."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from flowmason_assist.assist.understand.weights import Linear

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
_SCALE = 100
_BIAS = ""
_AT_ONCE = 32


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
    """Descend along the gradient of a few rows at a time; weights that moved much move less."""
    numbers = {name: index for index, name in enumerate(classes)}
    inputs = _inputs(rows, {feature: index for index, feature in enumerate(kept)})
    truths = [_numbers(row.classes, numbers) for row in rows]
    barred = [_barred(row, numbers) for row in rows]
    weights = np.zeros((len(kept), len(classes)), dtype=np.float32)
    moved = np.ones_like(weights)
    chance = np.random.default_rng(course.seed)
    for _ in range(course.epochs):
        order = chance.permutation(len(rows)).tolist()
        for start in range(0, len(order), _AT_ONCE):
            chosen = order[start : start + _AT_ONCE]
            features, matrix = _matrix([inputs[index] for index in chosen])
            error = _given(matrix @ weights[features], [barred[each] for each in chosen], course)
            for line, index in enumerate(chosen):
                error[line, truths[index]] -= 1
            slope = matrix.T @ error
            moved[features] += slope**2
            weights[features] -= course.rate * slope / np.sqrt(moved[features])
    return weights


def _matrix(inputs: Sequence[Places]) -> tuple[Places, csr_matrix]:
    """The features that stand in some rows, and for each row which of them it has."""
    features, places = np.unique(np.concatenate(inputs), return_inverse=True)
    ends = np.cumsum([0, *map(len, inputs)])
    ones = np.ones(len(places), dtype=np.float32)
    return features, csr_matrix((ones, places, ends), shape=(len(inputs), len(features)))


def _given(scores: Floats, barred: Sequence[Places | None], course: Course) -> Floats:
    """How likely each class is in each row."""
    if not course.is_exclusive:
        return (1 / (1 + np.exp(-scores))).astype(np.float32)
    for line, classes in enumerate(barred):
        if classes is not None:
            scores[line, classes] = -np.inf
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    given: Floats = (likely / likely.sum(axis=1, keepdims=True)).astype(np.float32)
    return given


def _barred(row: Row, numbers: dict[str, int]) -> Places | None:
    """The classes that a row cannot be of."""
    if row.among is None:
        return None
    return _numbers(numbers.keys() - row.among, numbers)


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
