"""Runs hover fixtures: the Markdown that an editor shows, and what it is about."""

from collections.abc import Iterator

from flowmason_assist.ide.hover import hover
from tests.support.runners.ide import Asked


def expect(asked: Asked) -> Iterator[str]:
    """Give the text of the hover below the text that it is about."""
    shown = hover(asked.snapshot, asked.offset)
    if shown is None:
        yield "(nothing)"
        return
    yield f"> {shown.span.of(asked.snapshot.text)}"
    yield from shown.text.splitlines()
