"""
Drafts of plans by linear models that have not seen the voice: at run time every voice is new.

They come from the voices that were written first, divided into folds. The voices that were written
later, whose files begin with "more", and what is composed are new to all of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.assist.understand.outline.outline import outline
from flowmason_assist.assist.understand.planner import nano_text
from flowmason_assist.assist.understand.understood import understand
from flowmason_assist.assist.understand.weights import Linear, load
from training.example import Example

FOLDS = 5
LATER = "more"
ONLY_WRITTEN = "written.txt"
"""What was learnt from written requests of every fold, and not from composed ones."""


@dataclass(frozen=True, slots=True)
class Drafter:
    """Drafts by models that have not seen the voice; by `others` for voices without a fold."""

    folds: Mapping[str, Mapping[str, Linear]]
    others: Mapping[str, Linear]

    def draft(self, example: Example) -> str:
        """Give a draft for an example, in the text of the nano model."""
        models = self.folds.get(example.source, self.others)
        understood = understand(example.request, models)
        return nano_text(understood, outline(understood))


def written_first(examples: Iterable[Example]) -> list[Example]:
    """The examples that folds are made of."""
    return [example for example in examples if not example.source.startswith(LATER)]


def folds(examples: Sequence[Example]) -> Iterator[tuple[list[Example], list[Example]]]:
    """Divide examples so that no voice is both taught and tested; each voice is tested once."""
    for tested in _voices(examples):
        yield (
            [example for example in examples if example.source not in tested],
            [example for example in examples if example.source in tested],
        )


def read(folder: Path, examples: Iterable[Example]) -> Drafter:
    """Read the models of the folds of these examples from a folder."""
    models = [load(folder / fold_name(number)) for number in range(FOLDS)]
    voices = _voices(written_first(examples))
    by_voice = {voice: models[number] for number in range(FOLDS) for voice in voices[number]}
    return Drafter(by_voice, load(folder / ONLY_WRITTEN))


def fold_name(number: int) -> str:
    """The name of the file of a fold."""
    return f"{number}.txt"


def _voices(examples: Iterable[Example]) -> list[frozenset[str]]:
    """The voices that are tested in each fold."""
    voices = sorted({example.source for example in examples})
    return [frozenset(voices[number::FOLDS]) for number in range(FOLDS)]
