"""Tells whether a question is about FlowMason."""

import re
from collections.abc import Sequence
from enum import StrEnum

from flowmason_assist.knowledge.lexicon import Lexicon
from flowmason_assist.knowledge.query import Query
from flowmason_assist.knowledge.search import Hit


class Scope(StrEnum):
    """What a question is about, as far as that decides whether it is answered."""

    OURS = "ours"
    UNREADABLE = "unreadable"  # No words, or none in the language of the guide.
    TOO_BIG = "too_big"  # Asks for a whole program, a picture, a long piece of writing.
    ELSEWHERE = "elsewhere"  # Other tools, general knowledge.


# What only FlowMason has.
_CERTAIN = re.compile(
    r"\bFM\d{3}\b|\{\{|depends_on|\.pipeline\.json|flow ?mason|fmpkg|\btrycatch\b|\bforeach\b",
    re.IGNORECASE,
)
_LEAST_COVERAGE = 0.62
_LEAST_COVERAGE_WITH_ANCHOR = 0.3
_MOST_FOREIGN_LETTERS = 0.3


def scope_of(question: str, query: Query, hits: Sequence[Hit], lexicon: Lexicon) -> Scope:
    """Tell what a question is about."""
    if not query.terms or _is_foreign(question):
        return Scope.UNREADABLE
    said = frozenset(query.said)
    words = lexicon.scope
    is_certain = bool(_CERTAIN.search(question)) or any(
        "_" in word and word in lexicon.names for word in said
    )
    has_anchor = is_certain or not words.ours.isdisjoint(said)
    if not has_anchor and said & words.make and said & words.big:
        return Scope.TOO_BIG
    is_about_others = bool(said & words.rivals) and not is_certain
    others = words.products | words.topics | words.languages
    if is_about_others or (not has_anchor and said & others):
        return Scope.ELSEWHERE
    least = _LEAST_COVERAGE_WITH_ANCHOR if has_anchor else _LEAST_COVERAGE
    return Scope.OURS if hits and hits[0].coverage >= least else Scope.ELSEWHERE


def _is_foreign(question: str) -> bool:
    letters = [letter for letter in question if letter.isalpha()]
    foreign = sum(1 for letter in letters if not letter.isascii())
    return foreign > _MOST_FOREIGN_LETTERS * len(letters)
