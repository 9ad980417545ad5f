"""Tells whether a question is about FlowMason."""

import re
from collections.abc import Sequence
from enum import StrEnum

from flowmason_assist.knowledge.lexicon import Lexicon
from flowmason_assist.knowledge.query import Query, Term
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
_MOST_FOREIGN_LETTERS = 0.3

# What speaks for FlowMason, and against it; found on questions that we do not measure with.
_OURS = 1.5
_SHARED = 0.6
_MEANT = 1.0  # A word that people say for something of ours.
_CONCEPT = 0.7  # The guide's own word for such a thing.
_KNOWN = 0.4  # A word that stands in the guide.
_WEAK = 0.1
_UNKNOWN = -0.4
_LANGUAGE = -1.0
_PRODUCT = -1.5
_TOPIC = -2.0
_POORLY_FOUND = -0.3
_GOOD_SCORE = 3.3
_ENOUGH = 0.7


def scope_of(question: str, query: Query, hits: Sequence[Hit], lexicon: Lexicon) -> Scope:
    """Tell what a question is about."""
    if not query.terms or _is_foreign(question):
        return Scope.UNREADABLE
    words = lexicon.scope
    said = frozenset(query.said)
    is_certain = bool(_CERTAIN.search(question)) or any(
        "_" in word and word in lexicon.names for word in said
    )
    if is_certain:
        return Scope.OURS if hits else Scope.ELSEWHERE
    has_anchor = not words.ours.isdisjoint(said)
    if not (has_anchor or said & words.shared) and said & words.make and said & words.big:
        return Scope.TOO_BIG
    if said & words.rivals:
        return Scope.ELSEWHERE
    anchored = _OURS if has_anchor else _SHARED * bool(said & words.shared)
    evidence = anchored + sum(_evidence(term, lexicon) for term in query.terms)
    if hits and hits[0].score < _GOOD_SCORE:
        evidence += _POORLY_FOUND
    return Scope.OURS if hits and evidence >= _ENOUGH else Scope.ELSEWHERE


def _evidence(term: Term, lexicon: Lexicon) -> float:
    words = lexicon.scope
    for names, counts in (
        (words.met, _KNOWN),
        (words.languages, _LANGUAGE),
        (words.products, _PRODUCT),
        (words.topics, _TOPIC),
    ):
        if term.said in names:
            return counts
    if term.said in lexicon.meanings or term.said in lexicon.components_by_name:
        return _MEANT
    if not term.phrases:
        return _WEAK if term.said.isdigit() else _UNKNOWN
    if term.said in lexicon.concepts:
        return _CONCEPT
    return _WEAK if term.weight < 1 else _KNOWN


def _is_foreign(question: str) -> bool:
    letters = [letter for letter in question if letter.isalpha()]
    foreign = sum(1 for letter in letters if not letter.isascii())
    return foreign > _MOST_FOREIGN_LETTERS * len(letters)
