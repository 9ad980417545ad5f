"""What the model is trained on, round by round: plans, and the small tasks beside them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from random import Random

from flowmason_assist.assist.plan.plan import walk
from flowmason_assist.assist.understand.small_tasks import size
from training import exercises
from training.augment import augmented
from training.batches import Pair
from training.compose.shapes import composed
from training.dataset import pair
from training.example import Example, authored
from training.hints import Hints
from training.tasks import causes, documents, prompts, questions, sentences, texts

Source = Callable[[Random, int], Iterator[Pair]]
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
# Composed requests a round: many at first, when words are learnt; fewer when it is about people.
COMPOSED_EARLY, COMPOSED_LESS, COMPOSED_LATE = 6000, 600, 1500
ROUNDS = 1000  # More than there will ever be.
HINTED = 0.6  # How many requests come with hints: the model must do without as well.
EXERCISED = 0.2  # How many requests serve to exercise pointing as well.
SIZED = 0.1  # How many requests also serve to judge their size.
SIMPLE = 2  # The most steps of a simple request, a controller counting twice,
COMPLEX = 6  # and of one of medium size.


@dataclass(frozen=True, slots=True)
class Corpus:
    """Examples of plans, without the voices that are kept for validation."""

    held_out: frozenset[str]
    seed: int
    hints: Hints | None = None

    def training(self) -> list[Example]:
        """The authored requests to learn from."""
        return [each for each in authored() if each.source not in self.held_out]

    def validation(self) -> list[Example]:
        """The authored requests of voices that are never learnt from."""
        return [each for each in authored() if each.source in self.held_out]

    def round(self, number: int) -> list[Pair]:
        """The pairs of a round, the same each time that one asks for it."""
        random = Random(f"{self.seed} {number}")
        return [*self._plans(number, random), *small_tasks(random, EACH_SMALL_TASK)]

    def _plans(self, number: int, random: Random) -> Iterator[Pair]:
        seed = ROUNDS * self.seed + number
        written = self.training()
        count = max(COMPOSED_LATE, COMPOSED_EARLY - COMPOSED_LESS * number)
        for example in chain(written, augmented(written, seed), composed(count, seed)):
            hinted = self.hints and random.random() < HINTED
            hints = self.hints.of(example, random) if self.hints and hinted else ()
            made = pair(example, hints)
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
