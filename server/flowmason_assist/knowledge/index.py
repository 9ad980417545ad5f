"""The guide as a full-text index in memory: which sections and sentences hold which words."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from flowmason_assist.knowledge.read import read_guide
from flowmason_assist.knowledge.section import Section
from flowmason_assist.knowledge.words import searchable, words

Field = Literal["heading", "asked", "title", "prose", "code"]
Sentence = tuple[int, int]  # The numbers of a section, and of a sentence in it; see `ASKED`.

# Where the numbers of sentences end, and those of the ways to ask for a section begin.
ASKED = 1_000

_COLUMNS = "heading, asked, title, prose, code"
# Porter makes "looping" and "loops" one word; an underscore belongs to an identifier.
_TOKENS = "tokenize=\"porter unicode61 tokenchars '_'\""


@dataclass(frozen=True, slots=True)
class Guide:
    """
    The sections of the guide, and the index over them.

    `vocabulary` counts the sections that hold a word as it is written; `asked` gives the words
    of each heading, and of each other way to ask for its section.
    """

    sections: tuple[Section, ...]
    vocabulary: Counter[str]
    asked: Mapping[Sentence, tuple[str, ...]]
    _index: sqlite3.Connection = field(repr=False)

    def sections_with(self, phrase: str, where: Field | None = None) -> frozenset[int]:
        """Give the numbers of the sections that hold a phrase, in any of its forms."""
        column = f"{where} : " if where else ""
        rows = self._index.execute(
            "SELECT rowid FROM section WHERE section MATCH ?", (column + _quoted(phrase),)
        )
        return frozenset(number for (number,) in rows)

    def sentences_with(self, phrase: str) -> frozenset[Sentence]:
        """Give the sentences that hold a phrase, in any of its forms."""
        rows = self._index.execute(
            "SELECT section, place FROM sentence WHERE text MATCH ?", (_quoted(phrase),)
        )
        return frozenset(rows)

    def likeness(self, phrases: Iterable[str]) -> dict[int, float]:
        """Give how well sections fit, by FTS5's own measure, for those with any phrase."""
        wanted = " OR ".join(map(_quoted, phrases))
        if not wanted:
            return {}
        rows = self._index.execute(
            "SELECT rowid, -bm25(section, 4.0, 3.0, 2.0, 1.0, 0.3) FROM section "
            "WHERE section MATCH ?",
            (wanted,),
        )
        return dict(rows)

    def close(self) -> None:
        """Give the memory back."""
        self._index.close()


def open_guide(folder: Path, names: frozenset[str] = frozenset()) -> Guide:
    """Read the guide below a folder and index it; `names` are those of components."""
    return index(read_guide(folder), names)


def index(sections: tuple[Section, ...], names: frozenset[str] = frozenset()) -> Guide:
    """Give the index over some sections."""
    # Reading is all that happens afterwards, and SQLite lets threads take turns.
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.execute(f"CREATE VIRTUAL TABLE section USING fts5({_COLUMNS}, {_TOKENS})")
    connection.execute(
        f"CREATE VIRTUAL TABLE sentence USING fts5(text, section UNINDEXED, place UNINDEXED, "
        f"{_TOKENS})"
    )
    vocabulary: Counter[str] = Counter()
    asked: dict[Sentence, tuple[str, ...]] = {}
    for number, section in enumerate(sections):
        texts = _texts(section)
        connection.execute(
            "INSERT INTO section(rowid, heading, asked, title, prose, code) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (number, *(searchable(text, names) for text in texts)),
        )
        connection.executemany(
            "INSERT INTO sentence(text, section, place) VALUES (?, ?, ?)",
            ((searchable(text, names), number, place) for place, text in _placed(section)),
        )
        for place, text in enumerate((section.heading, *section.asked), ASKED):
            asked[number, place] = tuple(words(text))
        vocabulary.update(set(words(searchable(" ".join(texts[:-1]), frozenset()))))
    return Guide(sections, vocabulary, asked, connection)


def _placed(section: Section) -> Iterator[tuple[int, str]]:
    yield from enumerate(section.sentences)
    yield from enumerate((section.heading, *section.asked), ASKED)


def _texts(section: Section) -> tuple[str, str, str, str, str]:
    code = " ".join(sample.text for sample in section.samples)
    asked = " ".join(section.asked)
    return section.heading, asked, section.title, " ".join(section.sentences), code


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', '""') + '"'
