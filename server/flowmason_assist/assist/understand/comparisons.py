"""
Comparisons that a request spells: "total over 100", "without an e-mail", "at least 3 stars".

Nothing here is learnt: the words that compare are few, and mean the same in every voice.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from flowmason_assist.assist.plan.plan import Test
from flowmason_assist.assist.understand.signs.comparing import (
    AFTER,
    BEFORE,
    BETWEEN,
    COLLECTIONS,
    COMPARING,
    CONTAINERS,
    COPULAS,
    DISCARDING,
    DISCARDING_PAIRS,
    HAVING,
    OPPOSITE,
    OR_MORE,
    PRONOUNS,
    SKIPPED,
    UNITS,
)
from flowmason_assist.assist.understand.tokens import BREAK, NAMES, Kind, Token
from flowmason_assist.assist.understand.words import word_set

_TRUTHS = {"true": True, "false": False}
_ENDS = frozenset({".", "!", "?", ";", BREAK})
_FIELDS = word_set("field column key attribute")
_PLACES = word_set("somewhere anywhere in the its their a field column")
_MEASURING: frozenset[Test] = frozenset({"gt", "ge", "lt", "le"})
_THAN = word_set("over above more less under below fewer greater higher lower exceeds > < >= <=")
_KEEPS = frozenset({"keep", "then"})
_JOINTS = frozenset({"and", "or", "as", ","})
_REACH = 6
_BEHIND = 4


@dataclass(frozen=True, slots=True)
class Comparison:
    """A field, a test, and what it is held against; tokens by their index."""

    test: Test
    key: tuple[int, ...]
    """The steps of the field's path; empty where no field is spelled."""
    value: int | bool | None
    first: int
    last: int


def comparisons(tokens: Sequence[Token]) -> tuple[Comparison, ...]:
    """The comparisons of a request in order; those that "drop" stands before are turned round."""
    found: list[Comparison] = []
    index = 0
    while index < len(tokens):
        read = _at(tokens, index)
        if read is None or (found and read.first <= found[-1].last):
            index += 1
            continue
        found.append(read)
        index = read.last + 1
    return tuple(_turned_round(tokens, found))


def _turned_round(tokens: Sequence[Token], found: Sequence[Comparison]) -> Iterator[Comparison]:
    """The comparisons, the opposite of those that say what goes: "drop those with … or with …"."""
    was_turned, last = False, 0
    for read in found:
        between = {token.lower for token in tokens[last : read.first]}
        goes_on = was_turned and not between & (_ENDS | _KEEPS) and between & _JOINTS
        was_turned = bool(goes_on) or _is_discarded(tokens, read)
        last = read.last
        named = _named_behind(tokens, read.last)
        key = read.key if named is None else (named,)
        test = OPPOSITE.get(read.test, read.test) if was_turned else read.test
        yield replace(read, key=key, test=test)


def _at(tokens: Sequence[Token], index: int) -> Comparison | None:
    """The comparison whose words begin at a token."""
    for phrase, test, place in _phrases().get(tokens[index].lower, ()):
        end = index + len(phrase)
        if [token.lower for token in tokens[index:end]] != list(phrase):
            continue
        read = _READERS[place](tokens, test, index, end)
        if read is not None:
            return read
    return _beside(tokens, index)


@cache
def _phrases() -> Mapping[str, Sequence[tuple[tuple[str, ...], Test, str]]]:
    """By their first words, all ways to say a test and where it stands, the longest first."""
    tables = (("between", BETWEEN), ("after", AFTER), ("before", BEFORE))
    every = (
        (tuple(words.split()), test, place)
        for place, table in tables
        for test, text in table.items()
        for words in _alternatives(text)
    )
    found: dict[str, list[tuple[tuple[str, ...], Test, str]]] = defaultdict(list)
    for phrase in sorted(every, key=lambda each: -len(each[0])):
        found[phrase[0][0]].append(phrase)
    return found


def _alternatives(text: str) -> Iterator[str]:
    for part in text.split("|"):
        words = part.split()
        while words and not words[0].isalpha() and "'" not in words[0]:
            yield words.pop(0)
        if words:
            yield " ".join(words)


def _between(tokens: Sequence[Token], test: Test, start: int, end: int) -> Comparison | None:
    held = _next(tokens, end)
    if held is None:
        return None
    key = _path_before(tokens, start)
    if test in _MEASURING:
        return _measured(tokens, test, key, start, held)
    if tokens[held].kind is not Kind.QUOTED and tokens[held].lower in COMPARING:
        return None
    is_done = tokens[held].kind is Kind.WORD and any(
        each.lower == "to" for each in tokens[end:held]
    )
    if is_done or (held + 1 < len(tokens) and tokens[held + 1].lower in _THAN):
        return None
    if test == "has":
        key = _place_behind(tokens, held + 1) or key
        if [token.lower for token in tokens[start:end]] == ["has"] and key[-1:] < (held,):
            return None
    if not key or _is_collection(tokens, key):
        is_it = tokens[held].text.isdecimal() and _is_pronoun(tokens, start)
        return Comparison(test, (), held, start, held) if is_it else None
    if tokens[held].kind is Kind.NUMBER:
        test, last = _or_more(tokens, test, held)
        return Comparison(test, key, held, key[0], last)
    said = _TRUTHS.get(tokens[held].lower) if tokens[held].kind is Kind.WORD else None
    return Comparison(test, key, held if said is None else said, key[0], held)


def _measured(
    tokens: Sequence[Token], test: Test, key: tuple[int, ...], start: int, held: int
) -> Comparison | None:
    """A comparison with a number: "total over 100", "over 100 eur total"."""
    if tokens[held].kind is not Kind.NUMBER:
        return None
    test, last = _or_more(tokens, test, held)
    between = {token.lower for token in tokens[key[-1] + 1 : start]} if key else set()
    if not key or _is_collection(tokens, key) or HAVING & between:
        after = _noun_after(tokens, last + 1)
        if after is not None:
            return Comparison(test, (after,), held, start, after)
        named = _named_behind(tokens, last)
        if named is not None:
            return Comparison(test, (named,), held, start, last)
        return Comparison(test, (), held, start, last) if _is_pronoun(tokens, start) else None
    return Comparison(test, key, held, key[0], last)


def _beside(tokens: Sequence[Token], index: int) -> Comparison | None:
    """A field with its value in quotes, or with a number and "or more": `status "open"`."""
    held = _next(tokens, index + 1)
    if held is not None and tokens[index].lower in PRONOUNS:
        test, last = _or_more(tokens, "is", held)
        return None if test == "is" else Comparison(test, (), held, index, last)
    key = _path_before(tokens, index + 1)
    if held is None or not key or key[-1] != index:
        return None
    if tokens[held].kind is Kind.QUOTED and held == index + 1:
        return Comparison("is", key, held, key[0], held)
    if tokens[held].kind is Kind.NUMBER:
        test, last = _or_more(tokens, "is", held)
        has_it = key[0] and tokens[key[0] - 1].lower in {"has", "have", "having"}
        return Comparison(test, key, held, key[0], last) if has_it or test != "is" else None
    return None


def _after(tokens: Sequence[Token], test: Test, start: int, end: int) -> Comparison | None:
    key = _path_before(tokens, start)
    if not key or _is_collection(tokens, key):
        return None
    return Comparison(test, key, None, key[0], end - 1)


def _before(tokens: Sequence[Token], test: Test, start: int, end: int) -> Comparison | None:
    key = _next(tokens, end)
    if key is None or tokens[key].kind not in NAMES or tokens[key].lower in COMPARING:
        return None
    return Comparison(test, _path_from(tokens, key), None, start, key)


_READERS = {"between": _between, "after": _after, "before": _before}


def _next(tokens: Sequence[Token], index: int) -> int | None:
    """The slot that follows, but for articles."""
    while index < len(tokens) and tokens[index].lower in SKIPPED and not tokens[index].is_slot:
        index += 1
    return index if index < len(tokens) and tokens[index].is_slot else None


def _path_before(tokens: Sequence[Token], index: int) -> tuple[int, ...]:
    """The field that ends before a token, but for words such as "is" and "of"."""
    index -= 1
    while index >= 0 and tokens[index].lower in SKIPPED | COPULAS:
        index -= 1
    if index < 0 or tokens[index].kind not in NAMES:
        return ()
    inside = next((at for at in (index - 1, index - 2) if at > 0 and tokens[at].lower == "in"), 0)
    if inside and tokens[index].lower in CONTAINERS and tokens[inside - 1].kind in NAMES:
        index = inside - 1
    first = index
    while first and _are_one_path(tokens[first - 1], tokens[first]):
        first -= 1
    if first < index and len(tokens[first].text) == 1:
        first += 1  # The variable of a loop: "s.plays".
    return tuple(range(first, index + 1))


def _path_from(tokens: Sequence[Token], index: int) -> tuple[int, ...]:
    last = index
    while last + 1 < len(tokens) and _are_one_path(tokens[last], tokens[last + 1]):
        last += 1
    return tuple(range(index, last + 1))


def _are_one_path(token: Token, following: Token) -> bool:
    """Whether two names are steps of one path, as in "order.total"."""
    is_near = following.span.start - token.span.end == 1
    return is_near and token.kind is Kind.IDENTIFIER and following.kind is Kind.IDENTIFIER


def _or_more(tokens: Sequence[Token], test: Test, held: int) -> tuple[Test, int]:
    """The test and its last token, where "or more" follows the number."""
    while held + 1 < len(tokens) and tokens[held + 1].lower in UNITS:
        held += 1
    words = [token.lower for token in tokens[held + 1 : held + 3]]
    if words[:1] == ["+"]:
        return "ge", held + 1
    if words[:1] in (["or"], ["and"]) and words[-1] in OR_MORE:
        return OR_MORE[words[-1]] or ("ge" if test in {"gt", "ge"} else "le"), held + 2
    return test, held


def _noun_after(tokens: Sequence[Token], index: int) -> int | None:
    """What is counted: "100 eur total", "3 stars", "5 in stock"."""
    for offset in range(index, min(index + 3, len(tokens))):
        token = tokens[offset]
        if token.lower in UNITS | {"in", "of", "for", "on"}:
            continue
        is_name = token.kind in {Kind.WORD, Kind.IDENTIFIER} and token.lower not in COPULAS
        return offset if is_name else None
    return None


def _named_behind(tokens: Sequence[Token], last: int) -> int | None:
    """The field that is named in brackets: "more than 800 words (word_count)"."""
    for start in range(last + 1, min(last + _BEHIND, len(tokens))):
        if tokens[start].text in _ENDS:
            return None
        if tokens[start].text == "(":
            return _only_name(tokens, start, is_near=start == last + 1)
    return None


def _only_name(tokens: Sequence[Token], start: int, *, is_near: bool) -> int | None:
    """The name that brackets hold alone; those further off say that it is one."""
    inside: list[int] = []
    for index in range(start + 1, min(start + _BEHIND, len(tokens))):
        if tokens[index].text == ")":
            is_said = any(tokens[each].lower in _FIELDS for each in inside)
            names = [each for each in inside if tokens[each].lower not in _FIELDS]
            is_one = len(names) == 1 and tokens[names[0]].kind in NAMES
            return names[0] if is_one and (is_near or is_said) else None
        inside.append(index)
    return None


def _place_behind(tokens: Sequence[Token], index: int) -> tuple[int, ...]:
    """The field in which something is to be found: `"strike" somewhere in the title`."""
    words = []
    while index < len(tokens) and tokens[index].lower in _PLACES:
        words.append(tokens[index].lower)
        index += 1
    is_place = "in" in words and index < len(tokens) and tokens[index].kind in NAMES
    return _path_from(tokens, index) if is_place else ()


def _is_pronoun(tokens: Sequence[Token], start: int) -> bool:
    """Whether the very thing is held against something, rather than a field: "if it is over 5"."""
    while start > 0 and tokens[start - 1].lower in COPULAS | {"'s"}:
        start -= 1
    return start > 0 and tokens[start - 1].lower in PRONOUNS


def _is_collection(tokens: Sequence[Token], key: tuple[int, ...]) -> bool:
    return len(key) == 1 and tokens[key[0]].lower in COLLECTIONS | DISCARDING


def _is_discarded(tokens: Sequence[Token], read: Comparison) -> bool:
    """Whether a verb before it in its sentence says that what meets it goes."""
    words: list[str] = []
    for token in reversed(tokens[max(read.first - _REACH, 0) : read.first]):
        if token.text in _ENDS or token.lower in {"keep", "and", "then"}:
            break
        words.insert(0, token.lower)
    pairs = {f"{one}:{two}" for one in words for two in words}
    is_out = "out with" in " ".join(words)
    return is_out or bool(DISCARDING.intersection(words) or DISCARDING_PAIRS & pairs)
