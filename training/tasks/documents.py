"""Documents and the one or two sentences that sum them up."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from flowmason_assist.assist.understand.small_tasks import short
from training.batches import Pair
from training.tasks.words import part

FILE = Path(__file__).with_name("documents.txt")
DETAIL = 0.8  # How likely each detail is kept, and
FOREIGN = 0.5  # that one of another document is added.


def pairs(random: Random, count: int, *, held_out: bool = False) -> Iterator[Pair]:
    """Documents with some of their details left out, or with details of another one."""
    texts = FILE.read_text(encoding="utf-8").split("\n\n")[1:]
    known = [text.strip().splitlines() for text in part(texts, held_out=held_out)]
    for _ in range(count):
        lines = [
            line for line in random.choice(known) if line[0] == "+" or random.random() < DETAIL
        ]
        detail = random.choice([line for line in random.choice(known) if line[0] == "-"])
        if random.random() < FOREIGN:
            lines.insert(random.randint(0, len(lines)), detail)
        kept = [number for number, line in enumerate(lines, 1) if line[0] == "+"]
        asked = short(" ".join(line[2:] for line in lines))
        yield asked.prompt, "".join(f"<C{number}>" for number in kept[:2]) + "<end>"
