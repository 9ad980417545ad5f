"""What the prior is made of: weights by a logistic regression, and words that are ordinary."""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.routing.accuracy import others_of
from bench.routing.labelled import Half, Labelled, requests
from flowmason_assist.resources import folder
from flowmason_assist.routing import words
from flowmason_assist.routing.complexity import FEATURES, difficulty

STRENGTH = 1.0
ESCALATIONS = 2.5
"""What a request that needs a larger model counts for: there are fewer of them."""
ORDINARY = 0.05
"""What a request of the training of the small model counts for: there are many, all ordinary."""
EVERY = 4
WORD_SCALE = 3.0
"""How much easier it is for a word to get weight than for a feature."""
LEAST_WEIGHT = 0.05
FITTED: tuple[Half, ...] = ("tuning", "second", "third", "fourth", "fifth")
"""The sets that the weights know; the held-out half and the sixth set are not among them."""
MEASURED = tuple(name for name in FEATURES if name != "wording")
ROOT = Path(__file__).resolve().parents[2]
TRAINING = ROOT / "training" / "requests"
QUESTIONS = tuple(ROOT / "bench" / "ask" / f"{name}.toml" for name in ("first", "second"))


@dataclass(frozen=True)
class Fit:
    """The prior: `by_word` is what single words say, which `wording` sums up."""

    bias: float
    by_feature: dict[str, float]
    by_word: dict[str, float]


def fitted() -> Fit:
    """Fit everything at once, so that words say only what features do not; needs scikit-learn."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    chosen = [each for half in FITTED for each in requests(half) if each.label != "sensitive"]
    chosen += _questions()
    ordinary = [Labelled("local", "generate", text, "") for text in others_of(TRAINING)[::EVERY]]
    known = sorted({word for each in chosen for word in words.words_of(each.text)})
    everything = [*chosen, *ordinary]
    rows = hstack([csr_matrix([_row(each) for each in everything]), _word_rows(everything, known)])
    wanted = [each.label == "escalate" for each in everything]
    weights = [ESCALATIONS if each.label == "escalate" else 1.0 for each in chosen]
    weights += [ORDINARY] * len(ordinary)
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(rows.tocsr(), wanted, weights)
    found = [round(float(each), 2) for each in model.coef_[0]]
    by_feature = dict(zip(MEASURED, found, strict=False))
    by_word = {
        word: round(weight * WORD_SCALE, 2)
        for word, weight in zip(known, found[len(MEASURED) :], strict=True)
        if abs(weight * WORD_SCALE) >= LEAST_WEIGHT
    }
    return Fit(
        round(float(model.intercept_[0]), 2), {**by_feature, "wording": words.STRONGEST}, by_word
    )


def write_weights(by_word: dict[str, float]) -> None:
    """Write what single words say."""
    path = folder("models") / words.WEIGHED
    lines = (f"{word} {weight}\n" for word, weight in by_word.items())
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def write_words() -> None:
    """Write the words that ordinary requests have."""
    found = words.familiar_of(others_of(TRAINING))
    path = folder("models") / words.FAMILIAR
    path.write_text("".join(f"{word}\n" for word in found), encoding="utf-8", newline="\n")


def _questions() -> list[Labelled]:
    """Give the questions by which answers are measured; those about other things are not ours."""
    written = [
        each
        for path in QUESTIONS
        for each in tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    ]
    return [
        Labelled("escalate" if each.get("scope") == "out" else "local", "ask", each["ask"], "")
        for each in written
    ]


def _row(request: Labelled) -> list[float]:
    features = difficulty(request.task, request.text, 0).features
    return [features[name] for name in MEASURED]


def _word_rows(chosen: Sequence[Labelled], known: Sequence[str]) -> Any:  # noqa: ANN401 - scipy has no types.
    from scipy.sparse import csr_matrix

    place = {word: index for index, word in enumerate(known)}
    rows, columns, values = [], [], []
    for row, request in enumerate(chosen):
        found = words.words_of(request.text)
        for word in found & place.keys():
            rows.append(row)
            columns.append(place[word])
            values.append(WORD_SCALE / math.sqrt(len(found)))
    return csr_matrix((values, (rows, columns)), shape=(len(chosen), len(known)))
