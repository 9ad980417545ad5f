"""
How far a text may travel, decided before anything else and by fixed rules only.

Everything that might be sent is looked at: the request, the pipeline, errors, inputs, and what
was found for them. Finding too much costs a worse answer; finding too little costs a secret.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from flowmason_assist.routing.asked import Asked, Origin
from flowmason_assist.routing.route import Level, Sensitive, Sensitivity
from flowmason_assist.routing.sensitivity import (
    addresses,
    commands,
    credentials,
    labelled,
    markings,
    marks,
    numbers,
    people,
    randomness,
    wallets,
)
from flowmason_assist.routing.sensitivity.finding import Kind
from flowmason_assist.routing.sensitivity.unfold import unfold
from flowmason_assist.routing.sensitivity.view import View, view_of

_DETECTORS: tuple[Callable[[View], Iterator[Sensitive]], ...] = (
    credentials.credentials,
    credentials.connection_strings,
    labelled.labelled_secrets,
    commands.passwords_of_commands,
    wallets.wallets,
    randomness.random_secrets,
    people.emails,
    people.spelled_emails,
    people.people,
    people.personal_numbers,
    addresses.addresses,
    numbers.numbers_of_people,
    markings.markings,
    marks.marks,
    marks.tags,
)
_KEPT_TEXTS = 64
_MATERIAL = re.compile(r"://|[`\"“]|\w/\w|\\")


@dataclass(frozen=True, slots=True)
class Rules:
    """What the user adds: patterns over texts, and whether the file itself is off limits."""

    patterns: tuple[str, ...] = ()
    guards: tuple[Kind, ...] = ()


def judge(asked: Asked, rules: Rules = Rules()) -> Sensitivity:
    """
    Decide how far a job's texts may travel.

    Offsets of findings count from the start of the request, and go on through the pieces with
    one character between two.
    """
    findings: list[Sensitive] = [Sensitive(kind, 0, 0) for kind in rules.guards]
    offset = 0
    for text in texts_of(asked):
        findings += (
            Sensitive(each.kind, each.start + offset, each.end + offset)
            for each in find(text, rules.patterns)
        )
        offset += len(text) + 1
    if findings:
        return Sensitivity(Level.SENSITIVE, tuple(findings))
    return Sensitivity(Level.PUBLIC if _is_public(asked) else Level.INTERNAL)


def texts_of(asked: Asked) -> Iterator[str]:
    """Give every text of a job that is the user's; our own documentation is public."""
    yield asked.text
    yield from (piece.text for piece in asked.pieces if piece.origin is not Origin.GUIDE)


@lru_cache(_KEPT_TEXTS)
def find(text: str, patterns: tuple[str, ...] = ()) -> tuple[Sensitive, ...]:
    """Find every span of a text that must not leave the machine, in order, none inside another."""
    found = [
        Sensitive(Kind.PATTERN, *each.span())
        for pattern in patterns
        for each in re.finditer(pattern, text)
    ]
    unfolded = unfold(text)
    if unfolded is None or not text.lstrip().startswith(("{", "[")):
        found += _find(text)  # JSON means what its escapes say; elsewhere they may be plain text.
    if unfolded is not None:
        found += (
            Sensitive(each.kind, unfolded.origin(each.start), unfolded.origin(each.end))
            for each in _find(unfolded.text)
        )
    return tuple(_without_nested(found))


def _find(text: str) -> Iterator[Sensitive]:
    yield from credentials.private_keys(text)
    view = view_of(_blanked(text, credentials.public_blocks(text)))
    for detect in _DETECTORS:
        yield from detect(view)


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _without_nested(found: list[Sensitive]) -> Iterator[Sensitive]:
    end = -1
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if each.end > end:
            end = each.end
            yield each


def _is_public(asked: Asked) -> bool:
    """Tell whether nothing of the user's project is in a job."""
    has_own = any(piece.origin is not Origin.GUIDE for piece in asked.pieces)
    return not has_own and asked.path is None and not _MATERIAL.search(asked.text)
