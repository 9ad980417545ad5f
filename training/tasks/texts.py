"""Texts with labels to choose from, and questions about them that are answered by yes or no."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from flowmason_assist.assist.understand.small_tasks import branch, label
from training.batches import Pair
from training.tasks.words import part, sections

FILE = Path(__file__).with_name("texts.txt")
OPENINGS = ("", "", "", "hello ,", "dear team ,", "hi there .", "good morning :", "as I said ,")


@dataclass(slots=True)
class Family:
    """Labels that exclude each other, with texts and questions for each."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    questions: dict[str, list[str]] = field(default_factory=dict)


def families(*, held_out: bool) -> Iterator[Family]:
    """The families of the file, with the texts to learn from or those to measure with."""
    for _, lines in sections(FILE):
        family = Family()
        for line in lines:
            if line.startswith("= "):
                texts = family.texts.setdefault(line[2:], [])
            elif line.startswith("? "):
                name, *questions = line[2:].split(" | ")
                family.questions[name] = questions
            else:
                texts.append(line)
        for name, every in family.texts.items():
            family.texts[name] = part(every, held_out=held_out)
        yield family


def label_pairs(random: Random, count: int, *, held_out: bool = False) -> Iterator[Pair]:
    """Texts with two or more labels in any order, of which one fits."""
    known = list(families(held_out=held_out))
    for _ in range(count):
        family = random.choice(known)
        labels = random.sample(list(family.texts), random.randint(2, len(family.texts)))
        right = random.randrange(len(labels))
        text = _opened(random.choice(family.texts[labels[right]]), random)
        yield label(labels, text).prompt, f"<V{right + 1}><end>"


def branch_pairs(random: Random, count: int, *, held_out: bool = False) -> Iterator[Pair]:
    """Questions about texts, half of them answered by yes."""
    known = [family for family in families(held_out=held_out) if family.questions]
    for index in range(count):
        family = random.choice(known)
        name = random.choice(list(family.questions))
        others = [other for other in family.texts if other != name]
        source, answer = (random.choice(others), "no") if index % 2 else (name, "yes")
        text = _opened(random.choice(family.texts[source]), random)
        yield branch(random.choice(family.questions[name]), text).prompt, f"<{answer}><end>"


def _opened(text: str, random: Random) -> str:
    return f"{random.choice(OPENINGS)} {text}".strip()
