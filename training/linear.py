"""Linear models made from rows of features, by logistic regression on all classes at once."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import expit, log_softmax

from flowmason_assist.assist.understand.weights import Linear

_SCALE = 100
Floats = NDArray[np.float32] | NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """Something to classify: its features, and every class that it is of."""

    features: frozenset[str]
    classes: AbstractSet[str]


@dataclass(frozen=True, slots=True)
class Course:
    """How a model is made: what counts as a feature, how strong weights may be, which are kept."""

    is_exclusive: bool = False
    """Whether a row is of exactly one class."""
    least: int = 2
    """How many rows a feature must stand in."""
    penalty: float = 1.0
    """What half the square of each weight costs beside the loss of each row."""
    rounds: int = 40
    smallest: int = 12
    """The smallest weight that is kept, in hundredths."""


def learn(rows: Sequence[Row], course: Course) -> Linear:
    """Make a model; the same rows make the same model."""
    counts = Counter(feature for row in rows for feature in row.features)
    kept = sorted(feature for feature, count in counts.items() if count >= course.least)
    classes = sorted({name for row in rows for name in row.classes})
    features = _matrix(rows, {feature: index for index, feature in enumerate(kept)})
    weights, bias = _fit(features, _truth(rows, classes), course)
    return _compact(weights, bias, kept, classes, course)


def _fit(features: csr_matrix, truth: Floats, course: Course) -> tuple[Floats, Floats]:
    """Minimize by L-BFGS the loss of all rows and the penalty of all weights."""
    transposed = features.T.tocsr()
    size = (features.shape[1], truth.shape[1])

    def cost(parameters: Floats) -> tuple[float, Floats]:
        matrix = parameters.reshape(size[0] + 1, size[1]).astype(np.float32)
        weights, bias = matrix[:-1], matrix[-1]
        scores = features @ weights + bias
        loss, error = _exclusive(scores, truth) if course.is_exclusive else _free(scores, truth)
        gradient = np.vstack((transposed @ error + course.penalty * weights, error.sum(axis=0)))
        return loss + 0.5 * course.penalty * float((weights**2).sum()), gradient.ravel().astype(
            float
        )

    start = np.zeros((size[0] + 1) * size[1])
    options = {"maxiter": course.rounds, "maxcor": 5}
    found = minimize(cost, start, jac=True, method="L-BFGS-B", options=options)
    matrix = found.x.reshape(size[0] + 1, size[1])
    return matrix[:-1], matrix[-1]


def _free(scores: Floats, truth: Floats) -> tuple[float, Floats]:
    """The loss where each class is a question of its own."""
    loss = np.logaddexp(0, scores) - truth * scores
    return float(loss.sum()), expit(scores) - truth


def _exclusive(scores: Floats, truth: Floats) -> tuple[float, Floats]:
    """The loss where one class is right."""
    logarithms = log_softmax(scores, axis=1)
    return float(-(truth * logarithms).sum()), np.exp(logarithms) - truth


def _matrix(rows: Sequence[Row], places: dict[str, int]) -> csr_matrix:
    columns = [[places[name] for name in row.features if name in places] for row in rows]
    starts = np.cumsum([0, *map(len, columns)], dtype=np.int32)
    flat = np.fromiter((place for row in columns for place in row), dtype=np.int32)
    values = np.ones(len(flat), dtype=np.float32)
    return csr_matrix((values, flat, starts), shape=(len(rows), len(places)))


def _truth(rows: Sequence[Row], classes: Sequence[str]) -> Floats:
    numbers = {name: index for index, name in enumerate(classes)}
    truth = np.zeros((len(rows), len(classes)), dtype=np.float32)
    for index, row in enumerate(rows):
        truth[index, [numbers[name] for name in row.classes]] = 1.0
    return truth


def _compact(
    weights: Floats, bias: Floats, kept: Sequence[str], classes: Sequence[str], course: Course
) -> Linear:
    hundredths = np.rint(weights * _SCALE).astype(int)
    rows = {}
    for index in np.flatnonzero((np.abs(hundredths) >= course.smallest).any(axis=1)).tolist():
        values = hundredths[index]
        numbers = np.flatnonzero(np.abs(values) >= course.smallest)
        rows[kept[index]] = " ".join(f"{number}:{values[number]}" for number in numbers)
    return Linear(tuple(classes), tuple(map(float, bias)), rows)
