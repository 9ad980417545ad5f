"""Decides whether what a model wrote says nothing but what the guide says."""

import re
from collections.abc import Iterable

from flowmason_assist.knowledge.section import Section

MOST_CHARACTERS = 2_500

_CODE_SPAN = re.compile(r"`+([^`]+)`+")
_TEMPLATE = re.compile(r"\{\{\s*([^}]*?)\s*\}\}")
_NAME = re.compile(
    r"--?[a-z][\w-]+|\b\w+_\w+\b|\b\w+\.(?:json|py|ts|go|toml|cls|yaml)\b|\bFM\d{3}\b"
)
_NUMBER = re.compile(r"\b\d[\d.,]*\b")
_PLACE = re.compile(r"[A-Z][A-Z_]*")  # What stands for something else, as in upstream.STAGE.


def is_grounded(text: str, sections: Iterable[Section], question: str) -> bool:
    """
    Tell whether every name, command, template and number of a text stands in the sections.

    What the question itself brings may be repeated.
    """
    if not text.strip() or len(text) > MOST_CHARACTERS:
        return False
    known = "\n".join((question, *map(_everything, sections)))
    claims = (*_NAME.findall(text), *_NUMBER.findall(text), *_words_of_code(text))
    return all(_stands_in(claim, known) for claim in claims)


def _everything(section: Section) -> str:
    samples = (sample.text for sample in section.samples)
    return "\n".join((section.name, *section.sentences, *samples))


def _words_of_code(text: str) -> list[str]:
    spans = (*_CODE_SPAN.findall(text), *_TEMPLATE.findall(text))
    return [word for span in spans for word in re.split(r"[^\w.-]+", span) if word]


def _stands_in(claim: str, known: str) -> bool:
    claim = claim.strip(".,")
    pieces = [piece for piece in claim.split(".") if piece and not _PLACE.fullmatch(piece)]
    return claim in known or all(
        re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", known) for piece in pieces
    )
