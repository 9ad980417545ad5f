"""What the prior is made of: weights by a logistic regression, and words that are ordinary."""

from pathlib import Path

from bench.routing.accuracy import others_of
from bench.routing.labelled import requests
from flowmason_assist.resources import folder
from flowmason_assist.routing.complexity import FEATURES, difficulty
from flowmason_assist.routing.words import FAMILIAR, familiar_of

STRENGTH = 1.0
ESCALATIONS = 2.0
"""What a request that needs a larger model counts for: there are fewer of them."""
ORDINARY = 0.05
"""What a request of the training of the small model counts for: there are many, all ordinary."""
EVERY = 4
TRAINING = Path(__file__).resolve().parents[2] / "training" / "requests"


def fitted() -> tuple[float, dict[str, float]]:
    """Give bias and weights, from the tuning half and the second set; needs scikit-learn."""
    from sklearn.linear_model import LogisticRegression

    labelled = [*requests("tuning"), *requests("second")]
    chosen = [each for each in labelled if each.label != "sensitive"]
    ordinary = others_of(TRAINING)[::EVERY]
    rows = [_row(each.task, each.text) for each in chosen]
    rows += [_row("generate", text) for text in ordinary]
    wanted = [each.label == "escalate" for each in chosen] + [False] * len(ordinary)
    weights = [ESCALATIONS if each.label == "escalate" else 1.0 for each in chosen]
    weights += [ORDINARY] * len(ordinary)
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(rows, wanted, weights)
    found = dict(zip(FEATURES, (round(float(each), 2) for each in model.coef_[0]), strict=True))
    return round(float(model.intercept_[0]), 2), found


def write_words() -> None:
    """Write the words that ordinary requests have."""
    words = familiar_of(others_of(TRAINING))
    path = folder("models") / FAMILIAR
    path.write_text("".join(f"{word}\n" for word in words), encoding="utf-8", newline="\n")


def _row(task: str, text: str) -> list[float]:
    features = difficulty(task, text, 0).features
    return [features[name] for name in FEATURES]
