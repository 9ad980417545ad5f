"""Reads a question: which words count, and what to look for in the guide for each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.knowledge.index import Guide
from flowmason_assist.knowledge.lexicon import Lexicon
from flowmason_assist.knowledge.words import as_name, parts, words

MOST_WORDS = 120  # A question is short; what is pasted around it is no help.

_SHORTEST_MISSPELT = 4
_MOST_MISSPELT = 8
_LEAST_LIKENESS = 0.8
_WEAK = 0.5
_CONCEPT = 1.5  # What people say for something of FlowMason's.
_IDENTIFIER = 2.5  # What nobody says by chance: "timeout_ms".
_MEANT = 0.6  # What a synonym counts, beside the word itself.
_PART = 0.3
_STEM = 0.5  # What only begins like a component's name: "generated" for generator.
_COMPOUND = re.compile(r"[^\W\d_]+(?:[-/][^\W\d_]+)+")


@dataclass(frozen=True, slots=True)
class Term:
    """
    A word, or several, of a question.

    `phrases` are what to look for, each with how much it counts; there are none for a word that
    the guide does not know.
    """

    said: str
    phrases: tuple[tuple[str, float], ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the search sees it; `said` are all its words."""

    said: tuple[str, ...]
    terms: tuple[Term, ...]
    is_reference: bool = False  # It asks what a component takes or gives.
    compared: tuple[str, ...] = ()  # What it weighs against each other, by names.

    @property
    def unknown(self) -> tuple[str, ...]:
        """Give the words that the guide does not know."""
        return tuple(term.said for term in self.terms if not term.phrases)


def read_query(question: str, guide: Guide, lexicon: Lexicon) -> Query:
    """Read a question; words that are repeated count once."""
    written = words(_with_names(question, lexicon))[:MOST_WORDS]
    said = tuple(_mended(written, guide, lexicon))
    terms = {term.said: term for term in _terms(said, guide, lexicon)}
    named = [word for word in dict.fromkeys(said) if _is_name(word, lexicon)]
    names_component = any(word in lexicon.components_by_name for word in named)
    is_reference = names_component and not lexicon.reference_words.isdisjoint(said)
    compares = len(named) > 1 and not lexicon.comparing_words.isdisjoint(words(question))
    return Query(said, tuple(terms.values()), is_reference, tuple(named) if compares else ())


def _is_name(word: str, lexicon: Lexicon) -> bool:
    return "_" in word or word in lexicon.components_by_name


def _with_names(question: str, lexicon: Lexicon) -> str:
    """Give a question with the names of components as they are: "for-each", "http/request"."""

    def name(match: re.Match[str]) -> str:
        parts = re.split("[-/]", match[0].lower().removesuffix("s"))
        names = (joint.join(parts) for joint in ("", "_"))
        return next((each for each in names if each in lexicon.components_by_name), match[0])

    return _COMPOUND.sub(name, question)


def _mended(said: list[str], guide: Guide, lexicon: Lexicon) -> Iterator[str]:
    """Give words, each as it is written right; after some misspelt ones nothing is mended."""
    known: set[str] = set()
    mended = 0
    for word in said:
        if mended == _MOST_MISSPELT or not _is_misspelt(word, guide, lexicon):
            yield word
            continue
        known = known or {
            *guide.vocabulary,
            *lexicon.meanings,
            *lexicon.names,
            *lexicon.stop_words,
        }
        mended += 1
        yield _nearest(word, known)


def _is_misspelt(word: str, guide: Guide, lexicon: Lexicon) -> bool:
    if len(word) < _SHORTEST_MISSPELT or word.isdigit():
        return False
    listed = (
        lexicon.stop_words,
        lexicon.meanings,
        lexicon.components,
        lexicon.names,
        lexicon.scope.elsewhere,
    )
    return not any(word in each for each in listed) and not guide.sections_with(word)


def _nearest(word: str, known: set[str]) -> str:
    from rapidfuzz import distance, process

    found = process.extractOne(
        word,
        known,
        scorer=distance.DamerauLevenshtein.normalized_similarity,
        score_cutoff=_LEAST_LIKENESS,
    )
    return found[0] if found else word


def _terms(said: tuple[str, ...], guide: Guide, lexicon: Lexicon) -> Iterator[Term]:
    at = 0
    while at < len(said):
        length = _longest_meaning(said, at, lexicon)
        phrase = " ".join(said[at : at + length])
        if length > 1:
            yield _phrase_term(phrase, guide, lexicon)
        elif phrase not in lexicon.stop_words and len(phrase) > 1:
            yield _word_term(phrase, guide, lexicon)
        at += length


def _longest_meaning(said: tuple[str, ...], at: int, lexicon: Lexicon) -> int:
    for length in range(min(lexicon.longest, len(said) - at), 1, -1):
        if " ".join(said[at : at + length]) in lexicon.meanings:
            return length
    return 1


def _phrase_term(phrase: str, guide: Guide, lexicon: Lexicon) -> Term:
    meant = tuple((each, 1.0) for each in lexicon.meanings[phrase])
    literal = ((phrase, 1.0),) if guide.sections_with(phrase) else ()
    strong = (word for word in phrase.split() if word not in lexicon.stop_words)
    single = tuple((word, _PART) for word in strong if guide.sections_with(word))
    return Term(phrase, (*literal, *meant, *single), _CONCEPT)


def _word_term(word: str, guide: Guide, lexicon: Lexicon) -> Term:
    weight = _weight(word, lexicon)
    meanings = lexicon.meanings.get(word, ())
    # "retry" is a component that does not work from a file; people mean what does.
    is_rather_meant = bool(meanings) and word in lexicon.components_by_name
    meant = tuple((each, 1.0 if is_rather_meant else _MEANT) for each in meanings)
    literal = tuple(_literal(word, guide, lexicon))
    if is_rather_meant:
        literal = tuple((phrase, _MEANT * counts) for phrase, counts in literal)
    if literal or meant:
        return Term(word, (*literal, *meant), weight)
    component = lexicon.components.get(word)
    if component:
        return Term(word, ((component, _MEANT),), weight)
    split = tuple((part, _PART) for part in parts(word) if guide.sections_with(part))
    return Term(word, split, weight)


def _literal(word: str, guide: Guide, lexicon: Lexicon) -> Iterator[tuple[str, float]]:
    is_name = word in lexicon.components_by_name
    if is_name and guide.sections_with(as_name(word)):
        yield as_name(word), 1.0
    if guide.sections_with(word):
        yield word, _STEM if is_name else 1.0


def _weight(word: str, lexicon: Lexicon) -> float:
    if word in lexicon.weak_words or word.isdigit():
        return _WEAK
    if "_" in word and word not in lexicon.components_by_name:
        return _IDENTIFIER
    return _CONCEPT if word in lexicon.meanings or word in lexicon.names else 1.0
