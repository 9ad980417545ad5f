"""Names and literals to fill into examples, and the filling."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

FILE = Path(__file__).with_name("words.txt")
HELD_OUT = 6
"""Of so many lines the last is never learnt from: replies are measured on these."""
Line = TypeVar("Line")
PLACE = re.compile(r"\{(\w+)\}")


def sections(path: Path) -> Sequence[tuple[str, list[str]]]:
    """The parts of a data file: what stands behind "##", and the lines below that say something."""
    parts = path.read_text(encoding="utf-8").split("\n## ")[1:]
    split = (part.splitlines() for part in parts)
    return [(lines[0], [line for line in lines[1:] if line]) for lines in split]


def part(lines: Sequence[Line], *, held_out: bool) -> list[Line]:
    """The lines to learn from, or those to measure with; a few lines are both."""
    if len(lines) < HELD_OUT:
        return list(lines)
    return [line for number, line in enumerate(lines, 1) if (number % HELD_OUT == 0) is held_out]


def literal(kind: str, random: Random) -> str:
    """A made-up literal of a kind: "url", "path", "name", "field", "n", "env" and so on."""
    known = _words().get(kind.rstrip("2"))
    if known:
        return random.choice(known)
    stem, tail = _one("stem", random), _one("tail", random)
    match kind:
        case "url":
            return f"https://{_one('host', random)}/{random.choice(('v1/', 'v2/', '', ''))}{stem}s"
        case "path":
            return f"{_one('folder', random)}/{stem}s.{_one('ending', random)}"
        case "n":
            return str(random.choice((random.randint(1, 30), 100 * random.randint(1, 600))))
        case "stage":
            return f"{_one('verb', random)}_{stem}"
        case "field":
            root = random.choice(("input", f"upstream.{_one('verb', random)}_{stem}"))
            return f"{root}.{stem}_{tail}"
    return random.choice((f"{stem}_{tail}", f"{stem}_{tail}", f"{stem}{tail.title()}"))


def filled(text: str, random: Random, values: dict[str, str]) -> str:
    """The text with each `{kind}` replaced; what was chosen is added to `values`."""

    def chosen(place: re.Match[str]) -> str:
        return values.setdefault(place[1], literal(place[1], random))

    return PLACE.sub(chosen, text)


@cache
def _words() -> Mapping[str, Sequence[str]]:
    return {name: " ".join(lines).split(" | ") for name, lines in sections(FILE)}


def _one(kind: str, random: Random) -> str:
    return random.choice(_words()[kind])
