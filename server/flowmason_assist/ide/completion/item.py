"""What an editor offers to insert."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from itertools import islice
from typing import Protocol, TypeVar

from flowmason_assist.text.edit import Edit

MOST_ITEMS = 100
"""How many items a list holds at most; the client asks again when more is typed."""

_SPECIAL = re.compile(r"[$}\\]")
_SPECIAL_IN_CHOICE = re.compile(r"[$}\\,|]")
_CHOICE = re.compile(r"\$\{\d+\|((?:\\.|[^,|\\])*)(?:\\.|[^|\\])*\|\}")
_PLACEHOLDER = re.compile(r"\$\{(\d+):((?:\\.|[^}\\])*)\}")
_STOP = re.compile(r"(?<!\\)\$(?:(\d+)|\{(\d+)\})")
_NUMBER = re.compile(r"((?<!\\)\$\{?)(\d+)")
_ESCAPE = re.compile(r"\\([$}\\,|])")


class ItemKind(Enum):
    """What an item stands for; editors show a symbol for each."""

    KEY = "key"
    COMPONENT = "component"
    STAGE = "stage"
    INPUT = "input"
    FIELD = "field"
    ROOT = "root"
    VARIABLE = "variable"
    VALUE = "value"
    FUNCTION = "function"
    SNIPPET = "snippet"


class Rank(IntEnum):
    """How likely an item is meant; a list is sorted by it."""

    BEST = 0
    GOOD = 1
    PLAIN = 2
    FAR = 3
    LAST = 4


@dataclass(frozen=True, slots=True)
class Item:
    """
    One thing to insert.

    The text of `snippet`, for clients that know snippets, has tab stops; `edit` is for the
    others. `more` are edits elsewhere that the insertion needs. `about` names what to describe
    when the item is looked at.
    """

    label: str
    kind: ItemKind
    edit: Edit
    detail: str = ""
    rank: Rank = Rank.PLAIN
    snippet: Edit | None = None
    more: tuple[Edit, ...] = ()
    about: tuple[str, ...] = ()
    is_deprecated: bool = False
    goes_on: bool = False  # A dot may follow.


class Ranked(Protocol):
    """Something with a name and a rank."""

    @property
    def label(self) -> str:
        """Give the name that is typed."""

    @property
    def rank(self) -> Rank:
        """Give how likely it is meant."""


AnyRanked = TypeVar("AnyRanked", bound=Ranked)


def shortlist(found: Iterable[AnyRanked], typed: str) -> list[AnyRanked]:
    """Give the best first; of very many only the first that what was typed may mean."""
    ordered = sorted(found, key=lambda each: each.rank)
    if len(ordered) <= MOST_ITEMS:
        return ordered
    fitting = (each for each in ordered if _is_within(typed.lower(), each.label.lower()))
    return list(islice(fitting, MOST_ITEMS))


def _is_within(typed: str, label: str) -> bool:
    """Tell whether the characters typed stand in a label, in this order."""
    rest = iter(label)
    return all(each in rest for each in typed)


def literal(text: str) -> str:
    """Give a text as it stands for itself in a snippet."""
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def choice(stop: int, options: Iterable[str]) -> str:
    """Give a tab stop at which one of several texts is chosen."""
    shown = (_SPECIAL_IN_CHOICE.sub(lambda match: f"\\{match[0]}", each) for each in options)
    return f"${{{stop}|{','.join(shown)}|}}"


def filled(snippet: str) -> str:
    """Give a snippet as text: first choices, placeholders filled in, tab stops left out."""
    placeholders = {match[1]: match[2] for match in _PLACEHOLDER.finditer(snippet)}
    chosen = _CHOICE.sub(lambda match: match[1], snippet)
    written = _PLACEHOLDER.sub(lambda match: match[2], chosen)
    text = _STOP.sub(lambda match: placeholders.get(match[1] or match[2], ""), written)
    return _ESCAPE.sub(lambda match: match[1], text)


def numbered(snippets: Sequence[str]) -> list[str]:
    """Give snippets that each start at tab stop 1 as parts of one, whose stops count on."""
    parts: list[str] = []
    used = 0
    for snippet in snippets:
        parts.append(_counted_on(snippet, used))
        used += max((int(match[2]) for match in _NUMBER.finditer(snippet)), default=0)
    return parts


def _counted_on(snippet: str, by: int) -> str:
    return _NUMBER.sub(lambda match: f"{match[1]}{int(match[2]) + by}", snippet)
