"""What a request lists belongs together: "name, price and ean" are three fields, or none is."""

from collections.abc import Iterator, Sequence
from typing import Final

from flowmason_assist.assist.plan.vocabulary import Setting, vocabulary
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.outline.draft import Found
from flowmason_assist.assist.understand.outline.shapes import fits
from flowmason_assist.assist.understand.tokens import NAMES, Kind, Token
from flowmason_assist.assist.understand.verbs import is_verb

_LISTED: Final = frozenset({"pick", "require", "labels", "criteria", "by", "of"})
_JOINTS: Final = frozenset({",", "and", "or", "&", "/", "|", "+"})
_ARTICLES: Final = frozenset({"a", "an", "the", "its", "their"})
_COLUMNS: Final = frozenset({"by", "of"})
_NONE: Final = Setting("", frozenset())

Literals = dict[tuple[str, int], list[Found]]


def complete_lists(slots: Slots, found: Literals) -> None:
    """Have all of a list be what some of it are, each once."""
    covered = {
        index for several in found.values() for each in several for index in _rest(slots, each)
    }
    for every in _groups(slots):
        group = tuple(index for index in every if index not in covered)
        for (component, clause), literals in list(found.items()):
            for name in {each.name for each in literals} & _LISTED:
                setting = vocabulary()[component].settings.get(name, _NONE)
                members = [each.index for each in literals if each.name == name]
                members = [index for index in members if index in group]
                if members and setting.several:
                    _take(slots, found, (component, clause), name, group)
    for (component, _), literals in found.items():
        settings = vocabulary()[component].settings
        literals[:] = _once(slots, literals, {name for name in settings if settings[name].several})


def _rest(slots: Slots, each: Found) -> range:
    """The tokens of a literal behind its first."""
    last = slots.named.get(each.pointer.rpartition("<")[2].rstrip(">"))
    return range(each.index + 1, slots.tokens.index(last) + 1) if last else range(0)


def _groups(slots: Slots) -> Iterator[tuple[int, ...]]:
    """The lists of a request: the indexes of names with nothing but joints between them."""
    group: list[int] = []
    is_joined = True
    for index, token in enumerate(slots.tokens):
        if _is_name(slots, token) and (is_joined or not group):
            group.append(index)
            is_joined = False
        elif token.lower in _JOINTS and group:
            is_joined = True
        elif not (token.lower in _ARTICLES and is_joined):
            if len(group) > 1:
                yield tuple(group)
            group = [index] if _is_name(slots, token) else []
            is_joined = False
    if len(group) > 1:
        yield tuple(group)


def _is_name(slots: Slots, token: Token) -> bool:
    """Whether a token is a name by itself, and no step of a path."""
    around = slots.request[max(token.span.start - 1, 0) : token.span.end + 1].rstrip(". ")
    is_step = token.kind is Kind.IDENTIFIER and "." in around
    return token.is_slot and token.kind in NAMES and not is_step


def _take(
    slots: Slots, found: Literals, owner: tuple[str, int], name: str, group: tuple[int, ...]
) -> None:
    """Give an owner what is listed and nobody else wants, or its like in another clause."""
    kinds = {
        slots.tokens[each.index].kind is Kind.QUOTED
        for each in found[owner]
        if each.name == name and each.index in group
    }
    for index in group:
        token = slots.tokens[index]
        holders = [
            (key, each) for key, several in found.items() for each in several if each.index == index
        ]
        is_own = all(
            (key[0] == owner[0] and each.name == name) or _is_held_for_nothing(slots, each)
            for key, each in holders
        )
        is_last = index == group[-1]
        is_doing = is_last and token.kind is Kind.WORD and is_verb(token.lower)
        is_doing = is_doing or not fits(f"{owner[0]}.{name}", token)
        if not is_own or is_doing or (token.kind is Kind.QUOTED) not in kinds:
            continue
        for key, each in holders:
            found[key] = [other for other in found[key] if other is not each]
        made = Found(f"<{token.kind}{token.number}>", index, name)
        kept = [each for _, each in holders if each.name == name]
        found[owner].append(kept[0] if kept else made)
    found[owner].sort(key=lambda each: each.index)


def _is_held_for_nothing(slots: Slots, each: Found) -> bool:
    """Whether something is only held as what a field is compared with, and none is."""
    is_compared = any(read.value == each.index for read in slots.comparisons)
    return each.name.startswith("where:") and not is_compared


def _once(slots: Slots, literals: Sequence[Found], several: set[str]) -> list[Found]:
    """The literals without what is said again, and no words where there are names of columns."""
    kept: list[Found] = []
    for each in literals:
        text = slots.tokens[each.index].lower
        again = any(
            other.name == each.name and slots.tokens[other.index].lower == text for other in kept
        )
        if not (each.name in several and again):
            kept.append(each)
    names = {each.name for each in kept if _is_identifier(slots, each)} & _COLUMNS
    groups = list(_groups(slots))
    return [
        each
        for each in kept
        if each.name not in names
        or _is_identifier(slots, each)
        or any(each.index in group for group in groups)
    ]


def _is_identifier(slots: Slots, each: Found) -> bool:
    return slots.tokens[each.index].kind is Kind.IDENTIFIER
