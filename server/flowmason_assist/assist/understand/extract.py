"""
What can be pointed at in a request: literals, words and clauses, each with its place.

A model that writes plans never spells: it names slots, so that a URL, a number or a field is copied
to the letter or not at all. Finding slots is deterministic.
"""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from flowmason_assist.assist.understand.clauses import clause_starts
from flowmason_assist.assist.understand.comparisons import Comparison, comparisons
from flowmason_assist.assist.understand.guards import Guard, guards
from flowmason_assist.assist.understand.labels import labels_at
from flowmason_assist.assist.understand.tokens import Kind, Token, tokens_of
from flowmason_assist.text.span import Span

LIMITS = {
    Kind.URL: 8,
    Kind.EMAIL: 4,
    Kind.PATH: 8,
    Kind.NUMBER: 16,
    Kind.QUOTED: 12,
    Kind.IDENTIFIER: 24,
    Kind.LANGUAGE: 6,
    Kind.WORD: 80,
}
"""How many slots there are of a kind; what comes later in a request cannot be pointed at."""
MAX_CLAUSES = 24
_LEADING = frozenset({"and", "then", "&", "+", ",", ":", "-", "*"})


@dataclass(frozen=True)
class Slots:
    """A request with its tokens; those with a number can be pointed at."""

    request: str
    tokens: tuple[Token, ...]
    starts: tuple[int, ...]
    """The index of the first token of each clause."""

    @cached_property
    def named(self) -> dict[str, Token]:
        """Slots by name: "U1", "S12"."""
        return {f"{token.kind}{token.number}": token for token in self.tokens if token.is_slot}

    @cached_property
    def clauses(self) -> tuple[Span, ...]:
        """The text of each clause, without the "and then" that leads to it."""
        ends = (*self.starts[1:], len(self.tokens))[: len(self.starts)]
        return tuple(self._span(start, end) for start, end in zip(self.starts, ends, strict=True))

    @cached_property
    def guards(self) -> tuple[Guard | None, ...]:
        """For each clause, when it holds."""
        return guards(self.tokens, self.starts)

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The comparisons that the request spells."""
        return comparisons(self.tokens)

    def words(self, clause: int) -> str:
        """Give a clause as it was written."""
        return self.clauses[clause].of(self.request)

    def clause_of(self, index: int) -> int:
        """The index of the clause that a token stands in."""
        return self.clause_at(self.tokens[index].span.start)

    def clause_at(self, offset: int) -> int:
        """The index of the clause that an offset lies in."""
        firsts = [self.tokens[start].span.start for start in self.starts]
        return max(sum(first <= offset for first in firsts) - 1, 0)

    def _span(self, start: int, end: int) -> Span:
        tokens = list(self.tokens[start:end])
        while len(tokens) > 1 and tokens[0].lower in _LEADING:
            tokens.pop(0)
        while len(tokens) > 1 and not tokens[-1].is_slot and not tokens[-1].text[-1].isalnum():
            tokens.pop()
        first, last = tokens[0].span, tokens[-1].span
        return Span(first.start, last.end)


def extract(request: str) -> Slots:
    """Find the slots and clauses of `request`."""
    counts: Counter[Kind] = Counter()
    numbered = []
    for token in tokens_of(request):
        if token.kind is None or counts[token.kind] >= LIMITS[token.kind]:
            numbered.append(token)
            continue
        counts[token.kind] += 1
        numbered.append(replace(token, number=counts[token.kind]))
    tokens = tuple(numbered)
    starts = clause_starts(tokens, frozenset(label.begin for label in labels_at(tokens)))
    return Slots(request, tokens, starts[:MAX_CLAUSES])
