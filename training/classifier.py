"""
Make the linear classifier: `python -m training.classifier`.

It learns from the authored requests, variants of them, and composed ones.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.assist.understand.candidates import candidates
from flowmason_assist.assist.understand.extract import extract
from flowmason_assist.assist.understand.weights import Linear, load, write_model
from training.augment import augmented
from training.compose.shapes import composed
from training.example import Example, authored
from training.linear import Course, Row, learn
from training.rows import (
    Lesson,
    clause_rows,
    lesson,
    move_rows,
    role_rows,
    scope_rows,
    wire_rows,
)

PATH = Path(__file__).parents[1] / "models" / "flowmason-nano.linear.txt"
SEED = 4
COMPOSED = 8000
VARIANTS = 3
FOLDS = 5
_ONE_OF_MANY = Course(is_exclusive=True, smallest=20)
_MODELS: Mapping[str, tuple[Callable[[Lesson], Iterator[Row]], Course]] = {
    "clause": (clause_rows, Course(smallest=20)),
    "scope": (scope_rows, Course()),
    "role": (role_rows, _ONE_OF_MANY),
    "move": (move_rows, _ONE_OF_MANY),
    "wire": (wire_rows, _ONE_OF_MANY),
}


def main() -> None:
    """Make the file, or with `--folds FOLDER` the files for hints in training."""
    parser = argparse.ArgumentParser(prog="python -m training.classifier", description=__doc__)
    parser.add_argument("--folds", type=Path, help="where to put a file for each fold of voices")
    folder: Path | None = parser.parse_args().folds
    examples = list(authored())
    if folder is None:
        _write(PATH, models_from(examples))
        return
    for number, (taught, _) in enumerate(folds(examples)):
        _write(folder / f"{number}.txt", models_from(taught))


def models_from(examples: Sequence[Example]) -> dict[str, Linear]:
    """Make every linear model from written examples, and what is made of them."""
    varied = (each for number in range(VARIANTS) for each in augmented(examples, SEED + number))
    taught = [*examples, *varied, *composed(COMPOSED, SEED)]
    lessons = [lesson(example) for example in taught]
    return {
        name: learn([row for each in lessons for row in rows(each)], course)
        for name, (rows, course) in _MODELS.items()
    }


def folds(examples: Sequence[Example]) -> Iterator[tuple[list[Example], list[Example]]]:
    """Divide examples so that no voice is both taught and tested; each voice is tested once."""
    voices = sorted({example.source for example in examples})
    for number in range(FOLDS):
        tested = set(voices[number::FOLDS])
        yield (
            [example for example in examples if example.source not in tested],
            [example for example in examples if example.source in tested],
        )


@dataclass(frozen=True, slots=True)
class Hinter:
    """Hints as they are at run time: from a classifier that has not seen the voice."""

    voices: Mapping[str, int]
    models: Sequence[Mapping[str, Linear]]

    def hints(self, example: Example) -> tuple[str, ...]:
        """Give the hints for an example; what is composed goes to the first classifier."""
        models = self.models[self.voices.get(example.source, 0)]
        return candidates(extract(example.request), models).hints()


def read_hinter(folder: Path) -> Hinter:
    """Read what `--folds` has written."""
    voices = {
        example.source: number
        for number, (_, tested) in enumerate(folds(list(authored())))
        for example in tested
    }
    return Hinter(voices, [load(folder / f"{number}.txt") for number in range(FOLDS)])


def _write(path: Path, models: Mapping[str, Linear]) -> None:
    head = "Linear models of flowmason-assist; made by `python -m training.classifier`.\n"
    text = head + "".join(write_model(name, model) for name, model in models.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"{path}: {len(text) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
