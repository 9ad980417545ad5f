"""Stages as facts, and the plain sentence that says what each does."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from flowmason_assist.assist.understand.small_tasks import say
from training.batches import Pair
from training.tasks.words import literal, part

FILE = Path(__file__).with_name("sentences.txt")
SURPLUS = 0.3  # How often a fact is given that the sentence passes over, and which.
SILENT = (("id", "name"), ("timeout_ms", "n"), ("retry_config", "n"), ("description", "name"))


def pairs(random: Random, count: int, *, held_out: bool = False) -> Iterator[Pair]:
    """Stages with values made up, some with facts that the sentence passes over."""
    written = part(FILE.read_text(encoding="utf-8").splitlines()[2:], held_out=held_out)
    lines = [line.split(" | ") for line in written]
    for _ in range(count):
        component, names, sentence = random.choice(lines)
        facts, fixed = _facts(names.split(), random)
        asked = say(component, facts, fixed)
        slots = {
            name: slot for name, value in facts for slot, v in asked.values.items() if v == value
        }
        told = f" {sentence} ."
        for name, slot in slots.items():
            told = told.replace(f" {{{name}}}", f"<{slot}>")
        yield asked.prompt, f"{told}<end>"


def _facts(names: list[str], random: Random) -> tuple[list[tuple[str, str]], frozenset[str]]:
    given = [name.partition("=")[::2] for name in names]
    fixed = frozenset(value for _, value in given if value)
    facts = [
        (name, value or f"{literal('field', random)}_{number}")
        for number, (name, value) in enumerate(given)
    ]
    random.shuffle(facts)
    if random.random() < SURPLUS:
        name, kind = random.choice(SILENT)
        facts.append((name, literal(kind, random)))
    return facts, fixed
