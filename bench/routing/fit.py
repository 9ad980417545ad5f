"""Weights for the prior: a logistic regression over the tuning half."""

from bench.routing.labelled import requests
from flowmason_assist.routing.complexity import FEATURES, difficulty


def fitted(strength: float = 3.0) -> tuple[float, dict[str, float]]:
    """Give bias and weights; needs scikit-learn, of the extra `train`."""
    from sklearn.linear_model import LogisticRegression

    chosen = [each for each in requests("tuning") if each.label != "sensitive"]
    rows = [
        [difficulty(each.task, each.text, 0).features[name] for name in FEATURES] for each in chosen
    ]
    wanted = [each.label == "escalate" for each in chosen]
    model = LogisticRegression(C=strength, max_iter=5000).fit(rows, wanted)
    weights = dict(zip(FEATURES, (round(float(each), 2) for each in model.coef_[0]), strict=True))
    return round(float(model.intercept_[0]), 2), weights
