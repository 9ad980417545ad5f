"""
What examples say about a text: naive Bayes over pieces of words.

Pieces rather than words, as examples are few and words have endings. How much a likeness is worth
is found by asking each example what the others say of it, so that scores are probabilities.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

Vector = Mapping[str, float]

_WORD = re.compile(r"\w+")
_SIZES = (3, 4, 5)
_SMOOTHING = 0.1
_SHARPNESS = (0.1, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0)
_DOUBT = 0.3
"""What a step of sharpness has to gain, in natural logarithms: few examples prove little."""
_MOST_ASKED = 200
"""How many examples are asked for the worth of a likeness; more would not change it."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text whose label is known."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class _Class:
    """What is known of a label: the weights of its pieces, added up, and the count of texts."""

    pieces: Vector
    count: int


@dataclass(frozen=True, slots=True)
class Learned:
    """What examples taught; ask it with `scores`."""

    examples: Sequence[Example]
    rarity: Vector
    unknown: float
    classes: Mapping[str, _Class]
    sharpness: float

    def scores(self, text: str) -> dict[str, float]:
        """Give a probability for each label."""
        vector = _vector(text, self.rarity, self.unknown)
        return _softmax(self.likeness(vector), self.sharpness)

    def likeness(self, vector: Vector, without: str | None = None) -> dict[str, float]:
        """Give logarithms of likelihoods; `without` is the label to leave the text out of."""
        return {
            name: _likeness(vector, each, is_left_out=name == without)
            for name, each in self.classes.items()
        }


def learn(labels: Sequence[str], examples: Sequence[Example]) -> Learned:
    """Learn from examples; the name of a label is one of them."""
    known = [*examples, *(Example(label, label) for label in labels)]
    counts = Counter(piece for each in known for piece in set(_pieces(each.text)))
    unknown = math.log(1 + len(known)) + 1
    rarity = {piece: unknown - math.log(1 + count) for piece, count in counts.items()}
    vectors = [(each.label, _vector(each.text, rarity, unknown)) for each in known]
    classes = {
        label: _class([vector for name, vector in vectors if name == label]) for label in labels
    }
    learned = Learned(examples, rarity, unknown, classes, _SHARPNESS[0])
    step = -(-len(examples) // _MOST_ASKED) or 1
    asked = [
        (label, learned.likeness(vector, without=label))
        for label, vector in vectors[: len(examples) : step]
    ]
    return replace(learned, sharpness=_best_sharpness(asked))


def _best_sharpness(asked: Sequence[tuple[str, Mapping[str, float]]]) -> float:
    def surprise(sharpness: float) -> float:
        doubt = _DOUBT * sharpness
        return doubt - sum(math.log(_softmax(scores, sharpness)[label]) for label, scores in asked)

    return min(_SHARPNESS, key=surprise)


def _likeness(vector: Vector, known: _Class, *, is_left_out: bool) -> float:
    # No sum stands below: a label with few or short examples would explain the unknown better.
    count = known.count - is_left_out
    return sum(
        weight
        * math.log1p((known.pieces.get(piece, 0.0) - is_left_out * weight) / (count * _SMOOTHING))
        for piece, weight in vector.items()
    )


def _class(vectors: Sequence[Vector]) -> _Class:
    pieces: dict[str, float] = {}
    for vector in vectors:
        for piece, weight in vector.items():
            pieces[piece] = pieces.get(piece, 0.0) + weight
    return _Class(pieces, len(vectors))


def _vector(text: str, rarity: Vector, unknown: float) -> Vector:
    """Give the known pieces with their weights, which the `unknown` ones make smaller."""
    weights = {
        piece: (1 + math.log(count)) * rarity.get(piece, unknown)
        for piece, count in Counter(_pieces(text)).items()
    }
    length = math.hypot(*weights.values()) or 1.0
    return {piece: weight / length for piece, weight in weights.items() if piece in rarity}


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for word in _WORD.findall(text.lower()):
        bounded = f" {word} "
        for size in _SIZES:
            pieces += (bounded[at : at + size] for at in range(max(1, len(bounded) - size + 1)))
    return pieces


def _softmax(scores: Mapping[str, float], sharpness: float) -> dict[str, float]:
    top = max(scores.values(), default=0.0)
    powers = {name: math.exp(sharpness * (score - top)) for name, score in scores.items()}
    total = sum(powers.values())
    return {name: power / total for name, power in powers.items()}
