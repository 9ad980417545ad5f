"""How people ask: which words say nothing, what others mean, and what is not ours."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flowmason_assist.catalogue.component import Component
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.errors import ResourceError
from flowmason_assist.knowledge.words import words
from flowmason_assist.resources import read

FILE = "search.toml"


@dataclass(frozen=True, slots=True)
class ScopeWords:
    """
    Words that tell what a question is about, in the order of the lexicon's file.

    `shared` are words of ours that many others have; `rivals` have pipelines, stages or
    components of their own, and `met` are tools that pipelines often use; `make` and `big`
    together ask for a whole program, a text or a picture.
    """

    ours: frozenset[str]
    shared: frozenset[str]
    rivals: frozenset[str]
    products: frozenset[str]
    met: frozenset[str]
    topics: frozenset[str]
    languages: frozenset[str]
    make: frozenset[str]
    big: frozenset[str]

    @property
    def elsewhere(self) -> frozenset[str]:
        """Give all names of what is not FlowMason."""
        return self.rivals | self.products | self.topics


@dataclass(frozen=True, slots=True)
class Lexicon:
    """
    Words of questions.

    `meanings` gives for what people say, one word or several, the guide's words for it.
    `components` gives for a wrong name of a component the right one. With the name of a
    component, `reference_words` ask for what it takes or gives; with two names, `comparing_words`
    ask for what sets them apart.
    """

    stop_words: frozenset[str]
    weak_words: frozenset[str]
    meanings: Mapping[str, tuple[str, ...]]
    components: Mapping[str, str]
    components_by_name: frozenset[str]
    reference_words: frozenset[str]
    comparing_words: frozenset[str]
    names: frozenset[str]  # Of components, and of their inputs and outputs where unmistakable.
    scope: ScopeWords

    @property
    def concepts(self) -> frozenset[str]:
        """Give the guide's words for what people say."""
        return frozenset(meant for meanings in self.meanings.values() for meant in meanings)

    @property
    def longest(self) -> int:
        """Give how many words the longest thing that people say has."""
        return max(len(said.split()) for said in self.meanings)


def read_lexicon(guide: Path, catalogue: Catalogue) -> Lexicon:
    """Read the lexicon beside the guide, and the names in the catalogue."""
    try:
        written = tomllib.loads(read(guide / FILE))
        return Lexicon(
            stop_words=_words(written["stop_words"]),
            weak_words=_words(written["weak_words"]),
            meanings=_meanings(written["synonyms"]),
            components=catalogue.synonyms,
            components_by_name=frozenset(catalogue.components),
            reference_words=_words(written["reference_words"]),
            comparing_words=_words(written["comparing_words"]),
            names=_names(catalogue),
            scope=ScopeWords(**{name: _words(text) for name, text in written["scope"].items()}),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ResourceError(f'"{guide / FILE}" is broken: {error}') from None


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _meanings(written: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for meant, said in written.items():
        for each in said:
            found[each].append(meant)
        said_so = " ".join(words(meant))
        if " " in said_so:  # Also the name of a file: "flowmason.json".
            found[said_so].append(meant)
    return MappingProxyType({said: tuple(meant) for said, meant in found.items()})


def _names(catalogue: Catalogue) -> frozenset[str]:
    fields = {name for component in catalogue for name in _fields(component) if "_" in name}
    return frozenset({*catalogue.components, *fields})


def _fields(component: Component) -> Iterator[str]:
    yield from (each.name for each in component.inputs)
    yield from (each.name for each in component.outputs)
