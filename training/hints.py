"""Hints at likely components, as good as they are at run time, when every voice is new."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

from flowmason_assist.assist.plan.plan import Plan, walk
from flowmason_assist.assist.plan.vocabulary import vocabulary
from training.classifier import Hinter
from training.example import Example

FILE = "hints.json"
# Of the classifier on voices that it has not seen: what it misses, and what it adds to a request.
MISSED = 0.18
ADDED = 0.2


class Hints:
    """Hints for what people wrote, from the classifier; imagined ones for what was made of it."""

    def __init__(self, known: Mapping[str, Sequence[str]]) -> None:
        self.known = known

    def of(self, example: Example, random: Random) -> Sequence[str]:
        """The hints for an example."""
        known = self.known.get(example.request)
        return tuple(imagined(example.plan, random)) if known is None else known


def imagined(plan: Plan, random: Random) -> Iterator[str]:
    """Hints that miss and add as much as the classifier's do."""
    for component in dict.fromkeys(step.component for step in walk(plan.steps)):
        if random.random() >= MISSED:
            yield component
        if random.random() < ADDED / 2:
            yield random.choice(list(vocabulary()))


def write(folder: Path, hinter: Hinter, examples: Sequence[Example]) -> None:
    """Write the classifier's hints for examples into a folder."""
    hints = {example.request: hinter.hints(example) for example in examples}
    (folder / FILE).write_text(json.dumps(hints), encoding="utf-8")


def read(folder: Path) -> Hints:
    """The hints that `write` wrote."""
    return Hints(json.loads((folder / FILE).read_text(encoding="utf-8")))
