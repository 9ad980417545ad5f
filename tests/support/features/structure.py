"""
Runs fixtures of folding and of growing selections.

The word behind "expect" is "folding" or "selection".
"""

from collections.abc import Iterator

from flowmason_assist.ide.structure import foldings, selections
from tests.support.runners.ide import Asked

_LONGEST = 60


def expect(asked: Asked) -> Iterator[str]:
    """Give the lines that can be folded, or what is selected step by step."""
    return _foldings(asked) if asked.options == ("folding",) else _selections(asked)


def _foldings(asked: Asked) -> Iterator[str]:
    lines = asked.snapshot.lines
    for span in sorted(foldings(asked.snapshot)):
        first, last = lines.position(span.start)[0], lines.position(span.end)[0]
        if first < last:
            yield f"lines {first + 1} to {last + 1}"


def _selections(asked: Asked) -> Iterator[str]:
    for span in selections(asked.snapshot, asked.offset):
        shown = " ".join(span.of(asked.snapshot.text).split())
        yield shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]} …"
