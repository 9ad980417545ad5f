"""
Make the linear classifier: `python -m training.classifier`.

It learns from the authored requests, variants of them, and composed ones.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from flowmason_assist.assist.understand.weights import Linear, write_model
from training import drafts
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
VARIANTS = 2
_ONE_OF_MANY = Course(is_exclusive=True, smallest=20)
_MODELS: Mapping[str, tuple[Callable[[Lesson], Iterator[Row]], Course]] = {
    "clause": (clause_rows, Course(smallest=20)),
    "scope": (scope_rows, Course()),
    "role": (role_rows, _ONE_OF_MANY),
    "move": (move_rows, _ONE_OF_MANY),
    "wire": (wire_rows, _ONE_OF_MANY),
}


def main() -> None:
    """Make the file, or with `--folds FOLDER` the files for drafts in training."""
    parser = argparse.ArgumentParser(prog="python -m training.classifier", description=__doc__)
    parser.add_argument("--folds", type=Path, help="where to put a file for each fold of voices")
    folder: Path | None = parser.parse_args().folds
    if folder is None:
        _make(PATH, list(authored()), COMPOSED)
        return
    examples = drafts.written_first(authored())
    with ProcessPoolExecutor() as pool:
        made = [
            pool.submit(_make, folder / drafts.fold_name(number), taught, COMPOSED)
            for number, (taught, _) in enumerate(drafts.folds(examples))
        ]
        made.append(pool.submit(_make, folder / drafts.ONLY_WRITTEN, examples, 0))
        for each in made:
            each.result()


def models_from(examples: Sequence[Example], compositions: int) -> dict[str, Linear]:
    """Make every linear model from written examples, and what is made of them."""
    varied = (each for number in range(VARIANTS) for each in augmented(examples, SEED + number))
    taught = [*examples, *varied, *composed(compositions, SEED)]
    lessons = [lesson(example) for example in taught]
    return {
        name: learn([row for each in lessons for row in rows(each)], course)
        for name, (rows, course) in _MODELS.items()
    }


def _make(path: Path, examples: Sequence[Example], compositions: int) -> None:
    models = models_from(examples, compositions)
    head = "Linear models of flowmason-assist; made by `python -m training.classifier`.\n"
    text = head + "".join(write_model(name, model) for name, model in models.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"{path}: {len(text) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
