"""The bank of phrases: for each component, how people ask for it and the lines of plan it means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PHRASES = Path(__file__).parents[1] / "phrases"
_NOT_A_PART = re.compile(
    r"[?!]|\b(?:I|we|you)\b|: *$|^(?:how|what|which|is|are|does|do|can|could)\b"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """How somebody asks for something; `{…}` in text and lines stand for the same thing."""

    text: str
    lines: tuple[str, ...]

    @property
    def is_part(self) -> bool:
        """Whether this can stand inside of a longer sentence."""
        return not _NOT_A_PART.search(self.text)

    def holds(self, name: str) -> bool:
        """Whether a placeholder stands in the lines of plan."""
        return any(f"{{{name}}}" in line for line in self.lines)


@cache
def bank(folder: Path = PHRASES) -> dict[str, tuple[Phrase, ...]]:
    """The phrases of each file, by the name of the file: that of a component."""
    return {
        path.stem: tuple(_phrases(path.read_text(encoding="utf-8").splitlines()))
        for path in sorted(folder.glob("*.txt"))
    }


def _phrases(lines: list[str]) -> Iterator[Phrase]:
    header: list[str] = []
    ended = True
    for line in lines:
        if line.startswith("#"):
            if ended:
                header, ended = [], False
            header.append(line.removeprefix("#").removeprefix(" "))
        elif line.strip():
            ended = True
            yield Phrase(line.strip(), tuple(header))
