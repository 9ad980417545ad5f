"""Questions: whether they are about FlowMason, and which of their words to search for."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from flowmason_assist.assist.understand.small_tasks import question
from training.batches import Pair
from training.tasks.words import filled, part, sections

FILE = Path(__file__).with_name("questions.txt")
STARRED = re.compile(r"\*([^*]+)\*")
MOST_WORDS = 6


def pairs(random: Random, count: int, *, held_out: bool = False) -> Iterator[Pair]:
    """Questions in and out of scope, half of each."""
    inside, outside = (part(lines, held_out=held_out) for _, lines in sections(FILE))
    for index in range(count):
        text = filled(random.choice(outside if index % 2 else inside), random, {})
        yield _outside(text) if index % 2 else _inside(text)


def _outside(text: str) -> Pair:
    return question(text).prompt, "<out><end>"


def _inside(text: str) -> Pair:
    """Words between stars are searched for, rare ones first: they say most."""
    starred = [word for words in STARRED.findall(text) for word in words.split()]
    asked = question(text.replace("*", ""))
    slots = {word: slot for slot, word in asked.values.items()}
    wanted = sorted((word for word in starred if word in slots), key=len, reverse=True)
    marks = "".join(f"<{slots[word]}>" for word in dict.fromkeys(wanted[:MOST_WORDS]))
    return asked.prompt, f"<in>{marks}<end>"
