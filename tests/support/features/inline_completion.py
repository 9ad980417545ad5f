"""Runs fixtures of inline completion: the texts that are offered, as the file would hold them."""

from collections.abc import Iterator

from flowmason_assist.ide.inline_completion import inline_completions
from tests.support.runners.ide import Asked


def expect(asked: Asked) -> Iterator[str]:
    """Give each text, or that there is none."""
    texts = list(inline_completions(asked.snapshot, asked.offset))
    yield from texts or ["nothing"]
