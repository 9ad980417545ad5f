"""Texts with labels, and reports with the sentences that matter, all written for this."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from flowmason_assist.assist.edge.examples import Example
from flowmason_assist.assist.edge.texts import text_of

HERE = Path(__file__).parent
PEOPLE, MACHINES = "heldout/people", "heldout/machines"
FOLDS = 3
SEED = 8


@dataclass(frozen=True, slots=True)
class Texts:
    """A set of texts with the same labels."""

    name: str
    examples: tuple[Example, ...]

    @property
    def labels(self) -> list[str]:
        """Give the labels, in the order of the file."""
        return list(dict.fromkeys(each.label for each in self.examples))


@dataclass(frozen=True, slots=True)
class Fold:
    """Texts to learn from, and others to be asked about."""

    labels: list[str]
    known: list[Example]
    asked: list[Example]


@dataclass(frozen=True, slots=True)
class Report:
    """Sentences, and which of them somebody in a hurry must read."""

    sentences: tuple[str, ...]
    wanted: frozenset[str]


def texts(folder: str) -> list[Texts]:
    """Give the sets in a folder; nothing was chosen or tuned by those below `heldout`."""
    return [_texts(path) for path in sorted((HERE / folder).glob("*.txt"))]


def folds_of(given: Texts, examples: int) -> Iterator[Fold]:
    """
    Give folds in which each text is asked once.

    So many `examples` of each label are known; fewer of them are some of the more.
    """
    random = Random(SEED)
    by_label = {
        label: [each for each in given.examples if each.label == label] for label in given.labels
    }
    for each in by_label.values():
        random.shuffle(each)
    for number in range(FOLDS):
        known: list[Example] = []
        asked: list[Example] = []
        for each in by_label.values():
            asked += each[number::FOLDS]
            known += [text for at, text in enumerate(each) if at % FOLDS != number][:examples]
        yield Fold(given.labels, known, asked)


def reports() -> list[Report]:
    """Give the reports."""
    _, *blocks = (HERE / "reports.txt").read_text(encoding="utf-8").split("\n\n")
    return [_report(block.strip().splitlines()) for block in blocks]


def _texts(path: Path) -> Texts:
    examples: list[Example] = []
    label = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            label = line.removeprefix("= ")
        elif line and not line.startswith("#"):
            examples.append(Example(label, text_of(json.loads(line)) if line[0] == "{" else line))
    return Texts(path.stem, tuple(examples))


def _report(lines: list[str]) -> Report:
    wanted = frozenset(line[2:] for line in lines if line.startswith("+"))
    return Report(tuple(line[2:] for line in lines), wanted)
