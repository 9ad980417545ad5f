"""
Fit how sure plans are to be faithful: `python -m training.confidence FOLDER`.

FOLDER holds written requests that none of our models has read: fit before learning from them. The
plans are those that people get; what is printed stands in `assist/generate/confidence.py`.
"""

import argparse
import asyncio
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.generation.behavior import behavior
from flowmason_assist.assist.compile.compile import compile_plan
from flowmason_assist.assist.generate.confidence import signs
from flowmason_assist.assist.generate.coverage import coverage
from flowmason_assist.assist.generate.generate import generate
from flowmason_assist.assist.generate.generated import Proof
from flowmason_assist.assist.understand.understood import understand
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.cli.asking.desk import desk_for
from flowmason_assist.resources import folder
from flowmason_assist.routing.answer import answer
from flowmason_assist.routing.asked import Asked
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


def _rows(requests: Path) -> Iterator[tuple[float, ...]]:
    """One row a plan: a one, its signs, and whether it is faithful."""
    catalogue = load_catalogue(folder("schemas"))
    with asyncio.Runner() as runner:
        desk = desk_for(None)
        for example in authored(requests):
            request = example.request
            task = generate(request, catalogue, lambda _text: Proof(lint_errors=0))
            found = runner.run(answer(task, Asked("generate", request), desk)).value
            if found is None or found.plan is None or found.pipeline is None:
                continue
            understood = understand(request)
            made = compile_plan(found.plan, catalogue, request)
            is_faithful = behavior(example.plan, made.document).is_faithful
            covered = coverage(understood, found.plan)
            yield 1.0, *signs(understood, found.plan, covered), float(is_faithful)
        runner.run(desk.close())


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
