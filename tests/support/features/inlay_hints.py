"""Runs fixtures of inlay hints: the lines of the file that have some, with them."""

from collections.abc import Iterator

from flowmason_assist.ide.inlay_hints import hints
from flowmason_assist.text.edit import Edit, apply
from flowmason_assist.text.span import Span
from tests.support.runners.ide import Asked


def expect(asked: Asked) -> Iterator[str]:
    """Give each line with its hints in angle brackets; a selection is the range to tell about."""
    text = asked.snapshot.text
    span = Span(asked.offsets[0], asked.offsets[-1]) if asked.offsets else Span(0, len(text))
    found = [
        Edit(Span(hint.offset, hint.offset), f"⟨{hint.label}⟩")
        for hint in hints(asked.snapshot, span)
    ]
    yield from (line.strip() for line in apply(text, found).splitlines() if "⟨" in line)
