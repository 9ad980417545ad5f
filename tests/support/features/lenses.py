"""Runs fixtures of code lenses: the line above which each stands, and what it says."""

from collections.abc import Iterator

from flowmason_assist.ide.lenses import lenses
from tests.support.runners.ide import Asked


def expect(asked: Asked) -> Iterator[str]:
    """Give a line for each lens, with the places that it counts."""
    lines = asked.snapshot.lines
    for lens in lenses(asked.snapshot):
        line = lines.position(lens.span.start)[0] + 1
        places = [lines.position(use.start)[0] + 1 for use in lens.uses]
        shown = f" -> lines {', '.join(map(str, places))}" if places else ""
        yield f"line {line}: [{lens.purpose.value}] {lens.title}{shown}"
