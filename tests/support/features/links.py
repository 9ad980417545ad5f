"""Runs fixtures of links."""

from collections.abc import Iterator

from flowmason_assist.ide.links import links
from tests.support.runners.ide import Asked


def expect(asked: Asked) -> Iterator[str]:
    """Give the text of each link and where it leads."""
    for link in links(asked.snapshot):
        yield f"{link.span.of(asked.snapshot.text)} -> {link.target}: {link.tooltip}"
