"""Runs fixtures of semantic tokens: each word with what it means."""

from collections.abc import Iterator

from flowmason_assist.ide.tokens import tokens
from flowmason_assist.text.span import Span
from tests.support.runners.ide import Asked


def expect(asked: Asked) -> Iterator[str]:
    """Give the tokens line by line; a selection is the range to tell about."""
    text, lines = asked.snapshot.text, asked.snapshot.lines
    span = Span(asked.offsets[0], asked.offsets[-1]) if asked.offsets else Span(0, len(text))
    shown: dict[int, list[str]] = {}
    for token in tokens(asked.snapshot, span):
        line = lines.position(token.span.start)[0] + 1
        mark = "!" if token.declares else ""
        words = f"{token.span.of(text)}={token.kind.name.lower()}{mark}"
        shown.setdefault(line, []).append(words)
    yield from (f"{line}: {'  '.join(words)}" for line, words in shown.items())
