"""Prompts, put together from parts: which clause is which, and what is missing."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from flowmason_assist.assist.understand.small_tasks import improve
from training.batches import Pair
from training.tasks.words import part, sections

FILE = Path(__file__).with_name("prompts.txt")
PARTS = ("role", "task", "input", "limits", "format", "example", "audience", "language")
CHANCE = {"task": 0.95, "input": 0.7, "limits": 0.5, "role": 0.5, "format": 0.4}
RARELY = 0.15
INPUT_LAST = 0.5
NAMED = ("role", "task", "input", "limits")
MOST_LACKS = 3


def pairs(random: Random, count: int, *, held_out: bool = False) -> Iterator[Pair]:
    """Prompts with some of the parts that a prompt can have."""
    parts = {name: part(lines, held_out=held_out) for name, lines in sections(FILE)}
    for _ in range(count):
        chosen = [name for name in PARTS if random.random() < CHANCE.get(name, RARELY)]
        if "input" in chosen and random.random() < INPUT_LAST:
            chosen.append(chosen.pop(chosen.index("input")))
        yield _pair({name: random.choice(parts[name]) for name in chosen or ["task"]}, random)


def _pair(said: dict[str, str], random: Random) -> Pair:
    form, _, line = said.get("format", "text | ").partition(" | ")
    spoken = {**said, "format": line} if "format" in said else said
    value = "{{" + random.choice(("input.text", "input.message", "upstream.load.content")) + "}}"
    text = "\n".join(line.replace("{value}", value) for line in spoken.values())
    asked = improve(text)
    marks = []
    for name in NAMED:
        clauses = [
            slot for slot, each in asked.values.items() if _is_part(slot, each, spoken, name)
        ]
        if name in said and clauses:
            marks.append(f"<{name}=>" + "".join(f"<{slot}>" for slot in clauses))
    lacks = [f"<lacks={name}>" for name in PARTS if name not in said][:MOST_LACKS]
    return asked.prompt, f"{''.join(marks)}<format={form}>{''.join(lacks)}<end>"


def _is_part(slot: str, clause: str, spoken: dict[str, str], name: str) -> bool:
    """Whether a clause of the prompt comes from the part of that name."""
    return slot[0] == "C" and clause.rstrip(" :.,}").partition("{")[0].strip(" :") in spoken.get(
        name, ""
    )
