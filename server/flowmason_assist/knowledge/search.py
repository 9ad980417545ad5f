"""Finds the sections of the guide that answer a question, best first."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from flowmason_assist.knowledge.index import ASKED, Guide, Sentence
from flowmason_assist.knowledge.lexicon import Lexicon
from flowmason_assist.knowledge.query import Query, Term
from flowmason_assist.knowledge.section import Section
from flowmason_assist.knowledge.words import as_name, words

K = TypeVar("K")

# How much each sign counts, found on questions that are not those we measure with.
_IN_SECTION = 1.6
_IN_NAME = 1.1
_IN_ONE_SENTENCE = 0.5
_NAME_ANSWERED = 1.0
_LIKENESS = 0.5
_ONLY_IN_CODE = 0.1
_ONLY_IN_TITLE = 0.5
_IN_ASKED = 0.8
_ASKED_LIKE_THIS = 2.0
_WEAK_MASS = 0.5
_REFERENCE = 0.9


@dataclass(frozen=True, slots=True)
class Hit:
    """
    A section that may answer.

    `score` compares sections for one question; `coverage` is which part of what the question
    asks about the section holds at all, from 0 to 1. `weights` says how well each of its
    sentences fits, from 0 to 1.
    """

    section: Section
    score: float
    coverage: float
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """Where one term stands, and how much it counts there; `rarity` is its weight in all."""

    rarity: float
    sections: Mapping[int, float]
    names: Mapping[int, float]
    sentences: Mapping[Sentence, float]


def search(query: Query, guide: Guide, lexicon: Lexicon, most: int = 5) -> list[Hit]:
    """Give the sections that fit a question best; none when the guide knows no word of it."""
    found = [_find(term, guide) for term in query.terms if term.phrases]
    total = sum(each.rarity for each in found)
    if not total:
        return []
    phrases = {phrase for term in query.terms for phrase, _ in term.phrases}
    likeness = guide.likeness(phrases)
    best = max(likeness.values(), default=1.0) or 1.0
    scored = {
        number: _score(number, found, total, guide, lexicon)
        + _LIKENESS * likeness[number] / best
        - (0.0 if query.is_reference else _REFERENCE) * guide.sections[number].is_reference
        for number in likeness
    }
    ranked = sorted(scored, key=lambda number: -scored[number])
    compared = (_about(name, ranked, guide) for name in query.compared)
    ranked = list(dict.fromkeys((*filter(None, compared), *ranked)))[:most]
    return [_hit(number, scored[number], found, total, guide) for number in ranked]


def _about(name: str, ranked: list[int], guide: Guide) -> int | None:
    """Give the best section about a component, or about a key."""
    named = guide.sections_with(as_name(name), "heading") or guide.sections_with(name)
    return next((number for number in ranked if number in named), None)


def _find(term: Term, guide: Guide) -> _Found:
    sections: dict[int, float] = {}
    names: dict[int, float] = {}
    sentences: dict[Sentence, float] = {}
    for phrase, counts in term.phrases:
        in_prose = guide.sections_with(phrase, "prose")
        in_heading = guide.sections_with(phrase, "heading")
        in_asked = guide.sections_with(phrase, "asked")
        in_title = guide.sections_with(phrase, "title")
        in_code = guide.sections_with(phrase, "code")
        _raise(sections, in_code, counts * _ONLY_IN_CODE)
        _raise(sections, in_prose | in_heading | in_asked | in_title, counts)
        _raise(names, in_title, counts * _ONLY_IN_TITLE)
        _raise(names, in_asked, counts * _IN_ASKED)
        _raise(names, in_heading, counts)
        _raise(sentences, guide.sentences_with(phrase), counts)
    return _Found(_rarity(term, sections, guide), sections, names, sentences)


def _raise(values: dict[K, float], keys: frozenset[K], to: float) -> None:
    for key in keys:
        values[key] = max(values.get(key, 0.0), to)


def _rarity(term: Term, sections: Mapping[int, float], guide: Guide) -> float:
    """Give how much a term tells: rare words tell most, and unknown ones as much as those."""
    held = sum(1 for counts in sections.values() if counts > _ONLY_IN_CODE)
    return term.weight * math.log(1 + len(guide.sections) / (1 + held))


def _score(number: int, found: list[_Found], total: float, guide: Guide, lexicon: Lexicon) -> float:
    held = sum(each.rarity * each.sections.get(number, 0.0) for each in found) / total
    named = sum(each.rarity * each.names.get(number, 0.0) for each in found) / total
    together = max(_sentence_weights(number, found, total, guide), default=0.0)
    answered = _name_answered(number, found, guide, lexicon)
    return (
        _IN_SECTION * held
        + _IN_NAME * named
        + _IN_ONE_SENTENCE * together
        + _ASKED_LIKE_THIS * _asked_like_this(number, found, total, guide, lexicon)
        + _NAME_ANSWERED * answered * min(1.0, 2 * named)
    )


def _name_answered(number: int, found: list[_Found], guide: Guide, lexicon: Lexicon) -> float:
    """Give which part of a section's heading the question asks about."""
    heading = guide.sections[number].heading
    wanted = [word for word in words(heading) if word not in lexicon.stop_words]
    if not wanted:
        return 0.0
    hits = sum(1 for each in found if each.names.get(number, 0.0) > 0)
    return min(1.0, hits / len(wanted))


def _sentence_weights(
    number: int, found: list[_Found], total: float, guide: Guide
) -> Iterator[float]:
    for place in range(len(guide.sections[number].sentences)):
        at = (number, place)
        yield sum(each.rarity * each.sentences.get(at, 0.0) for each in found) / total


def _asked_like_this(
    number: int, found: list[_Found], total: float, guide: Guide, lexicon: Lexicon
) -> float:
    """Give how much the question and the way to ask for a section that is most like it share."""
    best = 0.0
    for place in range(ASKED, ASKED + 1 + len(guide.sections[number].asked)):
        at = (number, place)
        shared = sum(each.rarity * each.sentences.get(at, 0.0) for each in found)
        if shared:
            best = max(best, 2 * shared / (total + max(shared, _mass(at, guide, lexicon))))
    return best


def _mass(at: Sentence, guide: Guide, lexicon: Lexicon) -> float:
    words = (word for word in guide.asked[at] if word not in lexicon.stop_words)
    return sum(
        (_WEAK_MASS if word in lexicon.weak_words else 1.0)
        * math.log(1 + len(guide.sections) / (1 + guide.vocabulary[word]))
        for word in words
    )


def _hit(number: int, score: float, found: list[_Found], total: float, guide: Guide) -> Hit:
    held = sum(each.rarity * each.sections.get(number, 0.0) for each in found)
    weights = tuple(_sentence_weights(number, found, total, guide))
    return Hit(guide.sections[number], score, held / total, weights)
