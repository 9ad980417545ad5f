"""What a wish for a change of a pipeline asks for, read from its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Add:
    """New stages behind one that is there, None for the one that gives the result."""

    words: str
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Remove:
    """A stage less."""

    stage: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Another id for a stage."""

    stage: str
    name: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Other words wherever some stand."""

    old: str
    new: str


Wish = Add | Remove | Rename | Replace

_QUOTES = "\"'“”‘’`"  # noqa: RUF001  # People paste them.
_NAMED = (
    r"(?:the\s+)?(?:stage\s+|step\s+)?[\"'“”`]?(?P<{0}>[\w -]+?)[\"'“”`]?(?:\s+(?:stage|step))?"
)
_REMOVE = re.compile(
    r"\s*(?:please\s+)?(?:remove|delete|drop|take out|get rid of)\s+"
    rf"{_NAMED.format('stage')}\s*[.!]?\s*",
    re.IGNORECASE,
)
_RENAME = re.compile(
    rf"\s*(?:please\s+)?rename\s+{_NAMED.format('stage')}\s+(?:to|as|into)\s+"
    rf"{_NAMED.format('name')}\s*[.!]?\s*",
    re.IGNORECASE,
)
_REPLACE = (
    re.compile(
        r"\s*(?:please\s+)?(?:replace|change|switch)\s+(?P<old>.+?)\s+(?:by|with|to|into)\s+"
        r"(?P<new>.+?)\s*[.!]?\s*",
        re.IGNORECASE,
    ),
    re.compile(
        r"\s*(?:please\s+)?(?:use|take|make it)\s+(?P<new>.+?)\s+"
        r"(?:instead of|rather than|in place of)\s+(?P<old>.+?)\s*[.!]?\s*",
        re.IGNORECASE,
    ),
)
_ADD = re.compile(
    r"\s*(?:please\s+)?(?:(?:add|insert|append)\s+(?:(?:a|another|one more|an extra)\s+)?"
    r"(?:new\s+)?(?:stage|step)s?\s*)?(?P<place>(?:after|behind|following)\s+"
    r"(?:this(?:\s+one|\s+stage|\s+step)?|it|(?:the\s+)?[\"'“”`]?(?P<after>[\w-]+)[\"'“”`]?"
    r"(?:\s+(?:stage|step))?)\s*,?\s*)?(?:(?:that|which|to|and|then)\s+)*(?P<words>.*)",
    re.IGNORECASE | re.DOTALL,
)


def read_wish(text: str, stages: Sequence[str], strings: Sequence[str]) -> Wish:
    """
    Read a wish about a pipeline with these stage ids, in which these strings stand.

    What is no other change asks for new stages.
    """
    removal = _REMOVE.fullmatch(text)
    if removal and (stage := known_stage(removal["stage"], stages)):
        return Remove(stage)
    renaming = _RENAME.fullmatch(text)
    if renaming and (stage := known_stage(renaming["stage"], stages)):
        return Rename(stage, renaming["name"].strip())
    for pattern in _REPLACE:
        replacing = pattern.fullmatch(text)
        if replacing:
            old, new = (replacing[name].strip().strip(_QUOTES) for name in ("old", "new"))
            found = next((each for each in _inside(old, strings)), None)
            if found is not None and new:
                return Replace(found, new)
    addition = _ADD.fullmatch(text)
    if addition is None:
        return Add(text)
    after = known_stage(addition["after"] or "", stages)
    is_placed = addition["after"] is None or after is not None
    return Add(addition["words"].strip() or text, after) if is_placed else Add(text)


def known_stage(words: str, stages: Sequence[str]) -> str | None:
    """Give the stage that some words name, spelled as it is or nearly so."""
    plain = {re.sub(r"[\W_]+", "", each.lower()): each for each in stages}
    wanted = re.sub(r"[\W_]+|stage|step", "", words.lower())
    found = get_close_matches(wanted, plain, n=1, cutoff=0.8) if wanted else []
    return plain[found[0]] if found else None


def _inside(words: str, strings: Sequence[str]) -> list[str]:
    """Give how words are spelled where they stand; the whole of it must be found."""
    wanted = words.lower()
    return [
        each[start : start + len(words)]
        for each in strings
        if wanted and (start := each.lower().find(wanted)) >= 0
    ]
