"""Error messages: which cause they have, and a sentence that explains it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from flowmason_assist.assist.understand.small_tasks import why
from training.batches import Pair
from training.tasks.words import filled, part, sections

FILE = Path(__file__).with_name("causes.txt")
WRAPPINGS = (
    "{}",
    "{}",
    "{}",
    "ComponentExecutionError: {}",
    "Component execution failed: {}",
    "pipeline failed at stage {stage}: {}",
    "[ERROR] {stage} - {}",
    "Traceback (most recent call last):\n  File {path}, line {n}, in run\n    await execute()\n{}",
)


def groups() -> Iterator[tuple[str, str, list[str]]]:
    """Each cause with its sentence and the messages that have it."""
    for head, messages in sections(FILE):
        cause, _, sentence = head.partition(" | ")
        yield cause, sentence, messages


def pairs(random: Random, count: int, *, held_out: bool = False) -> Iterator[Pair]:
    """Messages with literals filled in at random."""
    known = [
        (cause, sentence, part(messages, held_out=held_out))
        for cause, sentence, messages in groups()
    ]
    for _ in range(count):
        cause, sentence, messages = random.choice(known)
        values: dict[str, str] = {}
        message = random.choice(WRAPPINGS).replace("{}", random.choice(messages))
        asked = why(filled(message, random, values))
        yield asked.prompt, f"<cause={cause}>{_explained(sentence, values, asked.values)}<end>"


def _explained(sentence: str, values: Mapping[str, str], slots: Mapping[str, str]) -> str:
    """The sentence with slots; a literal that the message lacks is left to a plain word."""
    numbers = {value: slot for slot, value in slots.items()}

    def slot(place: re.Match[str]) -> str:
        found = numbers.get(values.get(place[1], ""))
        return f"<{found}>" if found else " it"

    return re.sub(r"\s?\{(\w+)\}", slot, f" {sentence} .")
