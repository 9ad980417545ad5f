"""
What the engine's error messages mean, and where to look for the cause.

The messages are data, in `schemas/messages.json`; the first row that fits is the one that
says most.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from flowmason_assist import resources
from flowmason_assist.errors import ResourceError

Fault = Literal["pipeline", "data", "provider", "network", "engine"]
Scope = Literal["stage", "location", "pipeline", "component", "project", "environment"]

# The beginning holds a message as it is raised, the end one that follows a long log.
KEPT = 20_000
ANSI = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")
# A terminal draws a frame around messages, and breaks their lines anywhere between words.
FRAMES = re.compile(r"[\s\u2500-\u257f]+")


@dataclass(frozen=True, slots=True)
class Cause:
    """
    Why the engine said something.

    `look` holds JSON Pointers, the likeliest place first. They start at the failing stage when
    `scope` is "stage", and at the pipeline when it is "location" or "pipeline"; in the other
    scopes the cause is not in the file. `also` names causes that give the very same message,
    `rules` the rules of lint that see it coming, `components` those that alone say it, and `check`
    what to look at besides. `is_vague` tells that the message could mean anything, and `hides`
    that it is about something else than what went wrong.
    """

    id: str
    kind: str
    fault: Fault
    text: str
    scope: Scope
    look: tuple[str, ...]
    groups: Mapping[str, str]
    also: tuple[str, ...] = ()
    rules: frozenset[str] = frozenset()
    components: frozenset[str] = frozenset()
    check: tuple[str, ...] = ()
    is_vague: bool = False
    hides: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    kind: str
    fault: Fault
    types: frozenset[str]
    pattern: re.Pattern[str]
    text: str
    scope: Scope
    look: tuple[str, ...]
    also: tuple[str, ...]
    rules: frozenset[str]
    components: frozenset[str]
    check: tuple[str, ...]
    marks: frozenset[str]


def classify(message: str, error_type: str | None = None) -> Cause | None:
    """
    Cause of a message, as it was raised or as a terminal or a log shows it.

    With `error_type`, rows for errors of that type come before all others.
    """
    return next(iter(causes(message, error_type)), None)


def causes(message: str, error_type: str | None = None) -> tuple[Cause, ...]:
    """Give all causes that a message may have, the likeliest first."""
    text = _plain(message)
    found = [(row, match) for row in _rows() if (match := row.pattern.search(text)) is not None]
    of_type = [pair for pair in found if error_type in pair[0].types]
    return tuple(_cause(row, match) for row, match in of_type or found)


def _plain(message: str) -> str:
    if len(message) > 2 * KEPT:
        message = f"{message[:KEPT]}\n{message[-KEPT:]}"
    return FRAMES.sub(" ", ANSI.sub("", message))


def _cause(row: _Row, match: re.Match[str]) -> Cause:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    words = _Groups({name: value.strip() for name, value in groups.items()})
    steps = _Groups({name: _steps(name, value) for name, value in groups.items()})
    look = (pointer.format_map(steps) for pointer in row.look)
    return Cause(
        id=row.id,
        kind=row.kind,
        fault=row.fault,
        text=_named(row.text, groups).format_map(words),
        scope=row.scope,
        look=tuple(dict.fromkeys(pointer.rstrip("/") for pointer in look)),
        groups=groups,
        also=row.also,
        rules=row.rules,
        components=row.components,
        check=tuple(each.format_map(words) for each in row.check),
        is_vague="vague" in row.marks,
        hides="hides" in row.marks,
    )


def _named(text: str, groups: Mapping[str, str]) -> str:
    """Give the words for a cause; whoever quotes only half of a message does not name the field."""
    return text if "field" in groups else text.replace('"{field}"', "a setting")


class _Groups(dict[str, str]):
    """Groups of a match; one that took no part is empty."""

    def __missing__(self, name: str) -> str:
        return ""


def _steps(name: str, value: str) -> str:
    """A group as steps of a JSON Pointer; pydantic separates those of a location by dots."""
    escaped = value.replace("~", "~0").replace("/", "~1")
    return escaped.replace(".", "/") if name == "location" else escaped


@cache
def _rows() -> tuple[_Row, ...]:
    path = resources.folder("schemas") / "messages.json"
    try:
        return tuple(_row(entry) for entry in json.loads(resources.read(path)))
    except (ValueError, KeyError, re.error) as error:
        raise ResourceError(
            f'"{path}" cannot be read ({error}): reinstall flowmason-assist'
        ) from None


def _row(entry: Mapping[str, Any]) -> _Row:
    return _Row(
        id=entry["id"],
        kind=entry["kind"],
        fault=entry["fault"],
        types=frozenset(entry["types"]),
        pattern=re.compile(entry["pattern"]),
        text=entry["cause"],
        scope=entry["scope"],
        look=tuple(entry["look"]),
        also=tuple(entry.get("also", ())),
        rules=frozenset(entry.get("rules", ())),
        components=frozenset(entry.get("components", ())),
        check=tuple(entry.get("check", ())),
        marks=frozenset(entry.get("marks", ())),
    )
