"""Requests with the decision that each deserves, written by hand in many voices."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

FOLDER = Path(__file__).parent / "requests"
Label = Literal["local", "escalate", "sensitive"]
Half = Literal["tuning", "heldout", "second", "third", "fourth", "fifth", "sixth", "seventh"]
HALVES: tuple[Half, ...] = get_args(Half)

# Stands inside planted secrets, so that those who scan repositories do not take them for real.
BREAK = "·"

_HEADER = re.compile(r"(local|escalate|sensitive) (\w+)")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A request, the job that it is for, and what should become of it."""

    label: Label
    task: str
    text: str
    voice: str


def everything() -> list[Labelled]:
    """Give all labelled requests."""
    return [each for half in HALVES for each in requests(half)]


def requests(half: Half) -> Iterator[Labelled]:
    """Give the requests of one half of the first set, or of a later set."""
    for path in sorted((FOLDER / half).glob("*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            header, *lines = block.splitlines()
            match = _HEADER.fullmatch(header)
            if match is None or not all(line.startswith("> ") for line in lines):
                raise ValueError(f"{path.name}: {header!r} is no header, or a line lacks its >")
            text = "\n".join(line[2:] for line in lines).replace(BREAK, "")
            yield Labelled(cast("Label", match[1]), match[2], text, path.stem)
