"""Texts that clauses ask for, where no other step does what they say."""

from collections.abc import Callable

from flowmason_assist.assist.understand.outline.asking import Asked
from flowmason_assist.assist.understand.signs.fixed_words import words_said
from flowmason_assist.assist.understand.signs.texts import COMING, TEXT, WRITES

_READING = frozenset({"local_file", "s3", "http_request"})
_FEWEST = 4
_SURE = 0.5
_UNMET = 0.3


def _told(view: Asked) -> None:
    """A clause that asks for nothing else but says what text is wanted has it written."""
    for clause, names in enumerate(view.names):
        words = view.words(clause)
        is_out = view.chances[clause].get("unmet", 0.0) >= _UNMET
        if names or is_out or len(words.split()) < _FEWEST or COMING.search(words):
            continue
        if TEXT.search(words) or WRITES.match(words):
            view.add(clause, "generator")


def _of_files(view: Asked) -> None:
    """A file that a text draws on is not all that its clause asks for."""
    for clause, names in enumerate(view.names):
        if names and _READING.issuperset(names) and WRITES.match(view.words(clause)):
            view.add(clause, "generator")


def _rated(view: Asked) -> None:
    """What is hardly an analysis, but judged or explained, is written."""
    for clause, names in enumerate(view.names):
        is_known = words_said(view.words(clause), "analyzer", "kind")
        is_doubtful = not is_known and view.chances[clause].get("analyzer", 0.0) < _SURE
        if names == ["analyzer"] and is_doubtful and WRITES.match(view.words(clause)):
            names[:] = ["generator"]


TEXT_RULES: tuple[Callable[[Asked], None], ...] = (_told, _of_files, _rated)
