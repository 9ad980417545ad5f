"""What the model is trained on, round by round: plans, and the small tasks beside them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from random import Random
from typing import Protocol

from flowmason_assist.assist.plan.plan import walk
from flowmason_assist.assist.understand.small_tasks import size
from training import exercises
from training.augment import augmented
from training.batches import Pair
from training.compose.shapes import composed
from training.dataset import pair
from training.drafts import Drafter
from training.example import Example, authored
from training.tasks import causes, documents, prompts, questions, sentences, texts


class Source(Protocol):
    """Gives pairs of a small task, of texts to learn from or of those held out."""

    def __call__(self, random: Random, count: int, *, held_out: bool = False) -> Iterator[Pair]:
        """Give so many pairs."""


SMALL_TASKS: dict[str, Source] = {
    "say": sentences.pairs,
    "why": causes.pairs,
    "improve": prompts.pairs,
    "label": texts.label_pairs,
    "short": documents.pairs,
    "branch": texts.branch_pairs,
    "question": questions.pairs,
}
EACH_SMALL_TASK = 350  # Pairs a round.
COMPOSED = 3000  # Requests a round.
ROUNDS = 1000  # More than there will ever be.
DRAFTED = 0.85  # How many requests come with a draft: the model learns to read without as well.
# Exercises in copying: nothing else in the first round, then fewer from round to round.
COPIED_FIRST, COPIED, COPIED_LEAST = 16_000, 5000, 400
EXERCISED = 0.2  # How many requests serve to exercise pointing as well.
SIZED = 0.1  # How many requests also serve to judge their size.
SIMPLE = 2  # The most steps of a simple request, a controller counting twice,
COMPLEX = 6  # and of one of medium size.


@dataclass(frozen=True, slots=True)
class Corpus:
    """Examples of plans, without the voices that are kept for validation."""

    held_out: frozenset[str]
    seed: int
    drafter: Drafter | None = None

    def training(self) -> list[Example]:
        """The authored requests to learn from."""
        return [each for each in authored() if each.source not in self.held_out]

    def validation(self) -> list[Example]:
        """The authored requests of voices that are never learnt from."""
        return [each for each in authored() if each.source in self.held_out]

    def round(self, number: int) -> list[Pair]:
        """The pairs of a round, the same each time that one asks for it."""
        random = Random(f"{self.seed} {number}")
        if number == 0:
            return list(self._first(random))
        copied = max(COPIED_LEAST, COPIED // number)
        copies = (exercises.copy(random) for _ in range(copied))
        return [*self._plans(number, random), *copies, *small_tasks(random, EACH_SMALL_TASK)]

    def _first(self, random: Random) -> Iterator[Pair]:
        """To copy and to point, which everything else is made of."""
        for _ in range(COPIED_FIRST):
            yield exercises.copy(random)
        for example in self.training():
            exercise = exercises.pair(example, random)
            if exercise:
                yield exercise

    def _plans(self, number: int, random: Random) -> Iterator[Pair]:
        seed = ROUNDS * self.seed + number
        written = self.training()
        for example in chain(written, augmented(written, seed), composed(COMPOSED, seed)):
            draft = ""
            if self.drafter is not None and random.random() < DRAFTED:
                draft = self.drafter.draft(example)
            made = pair(example, draft)
            if made:
                yield made
            if random.random() < SIZED:
                yield size_pair(example)
            exercise = random.random() < EXERCISED and exercises.pair(example, random)
            if exercise:
                yield exercise


def small_tasks(random: Random, count: int) -> Iterator[Pair]:
    """So many pairs of each small task that has data of its own."""
    for source in SMALL_TASKS.values():
        yield from source(random, count)


def size_pair(example: Example) -> Pair:
    """How complex a request is, and whether it is clear, as its plan shows."""
    steps = list(walk(example.plan.steps))
    controls = sum(bool(step.blocks) for step in steps)
    weight = len(steps) + controls
    level = "complex" if weight > COMPLEX else "medium" if weight > SIMPLE else "simple"
    clarity = "vague" if example.plan.questions else "clear"
    return size(example.request).prompt, f"<{level}><{clarity}><end>"
