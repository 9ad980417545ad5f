"""
Make the linear classifier: `python -m training.classifier`.

It learns from the authored requests, a variant of each, and composed ones.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.assist.plan.plan import Plan, walk
from flowmason_assist.assist.plan.vocabulary import Kind, vocabulary
from flowmason_assist.assist.understand.candidates import candidates
from flowmason_assist.assist.understand.extract import Slots, extract
from flowmason_assist.assist.understand.features import of_clause, of_request
from flowmason_assist.assist.understand.pointers import Pointing
from flowmason_assist.assist.understand.weights import Linear, load, write_model
from training.align import align
from training.augment import augmented
from training.compose.shapes import composed
from training.example import Example, authored
from training.linear import Course, Row, learn

PATH = Path(__file__).parents[1] / "models" / "flowmason-nano.linear.txt"
SEED = 4
COMPOSED = 2500
FOLDS = 5


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
    taught = [*examples, *augmented(examples, SEED), *composed(COMPOSED, SEED)]
    read = [(extract(example.request), example.plan) for example in taught]
    return {
        "clause": learn([row for slots, plan in read for row in _clauses(slots, plan)], Course()),
        "scope": learn([_scope(slots, plan) for slots, plan in read], Course()),
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


def _clauses(slots: Slots, plan: Plan) -> Iterator[Row]:
    """One row a clause: the components and the fixed words that it asks for."""
    asked: list[set[str]] = [set() for _ in slots.starts]
    for step, clause in zip(walk(plan.steps), align(plan, slots), strict=True):
        if not clause:
            continue
        asked[clause - 1].add(step.component)
        for name, setting in vocabulary()[step.component].settings.items():
            if setting.takes(Kind.WORD):
                words = step.settings.get(name, ())
                asked[clause - 1].update(f"{step.component}.{name}={word}" for word in words)
    for span in plan.unmet:
        pointer = Pointing(slots).span(span)
        for number in range(len(asked)):
            if pointer and f"<C{number + 1}>" in pointer:
                asked[number].add("unmet")
    for number, classes in enumerate(asked):
        yield Row(frozenset(of_clause(slots, number)), classes)


def _scope(slots: Slots, plan: Plan) -> Row:
    classes = {f"ask:{question}" for question in plan.questions}
    if plan.refusal:
        classes.add(f"refuse:{plan.refusal}")
    if plan.steps:
        classes.add("plan")
    return Row(frozenset(of_request(slots)), classes)


if __name__ == "__main__":
    main()
