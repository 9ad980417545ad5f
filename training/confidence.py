"""
Fit how sure plans are to be faithful: `python -m training.confidence FOLDER`.

FOLDER holds what `python -m training.classifier --folds FOLDER` has written. The plans are of
voices that those models have not read; what is printed stands in `assist/generate/confidence.py`.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.generation.behavior import behavior
from flowmason_assist.assist.compile.compile import compile_plan
from flowmason_assist.assist.generate.confidence import signs
from flowmason_assist.assist.generate.coverage import coverage
from flowmason_assist.assist.understand.outline.outline import outline
from flowmason_assist.assist.understand.understood import understand
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.resources import folder
from training.drafts import LATER, read
from training.example import authored

_ROUNDS = 25
_RIDGE = 1.0

Floats = NDArray[np.float64]


def main() -> None:
    """Print the weights, the base first."""
    parser = argparse.ArgumentParser(prog="python -m training.confidence", description=__doc__)
    parser.add_argument("folder", type=Path)
    rows = np.array(list(_rows(parser.parse_args().folder)))
    weights = _fit(rows[:, :-1], rows[:, -1])
    print(len(rows), "plans,", f"{rows[:, -1].mean():.0%} faithful:", np.round(weights, 2))


def _rows(models: Path) -> Iterator[tuple[float, ...]]:
    """One row a plan: a one, its signs, and whether it is faithful."""
    examples = list(authored())
    unread = read(models, examples).others
    catalogue = load_catalogue(folder("schemas"))
    for example in examples:
        understood = understand(example.request, unread)
        plan = outline(understood)
        if not example.source.startswith(LATER) or not plan.steps or plan.questions:
            continue
        made = compile_plan(plan, catalogue, example.request)
        is_faithful = behavior(example.plan, made.document).is_faithful
        yield 1.0, *signs(understood, plan, coverage(understood, plan)), float(is_faithful)


def _fit(inputs: Floats, truths: Floats) -> Floats:
    """Logistic regression by Newton's method; every weight but the base is held back a little."""
    weights = np.zeros(inputs.shape[1])
    ridge = _RIDGE * np.eye(len(weights))
    ridge[0, 0] = 0.0
    for _ in range(_ROUNDS):
        given = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (given - truths) + ridge @ weights
        bend = (inputs.T * (given * (1 - given))) @ inputs + ridge
        weights -= np.linalg.solve(bend, slope)
    return weights


if __name__ == "__main__":
    main()
