"""Runs fixtures of the outline."""

from collections.abc import Iterable, Iterator

from flowmason_assist.ide.outline import Entry, outline
from tests.support.runners.ide import Asked


def expect(asked: Asked) -> Iterator[str]:
    """Give a line for each entry, with what it says beside the name."""
    yield from _lines(outline(asked.snapshot), "")


def _lines(entries: Iterable[Entry], indent: str) -> Iterator[str]:
    for entry in entries:
        yield f"{indent}{entry.kind.value} {entry.name}: {entry.detail}".rstrip(": ")
        yield from _lines(entry.children, indent + "  ")
