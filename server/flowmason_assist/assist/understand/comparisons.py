"""
Comparisons that a request spells: "total over 100", "without an e-mail", "at least 3 stars".

Nothing here is learnt: the words that compare are few, and mean the same in every voice.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from flowmason_assist.assist.plan.plan import Test
from flowmason_assist.assist.understand.tokens import BREAK, Kind, Token
from flowmason_assist.assist.understand.words import word_set

_BETWEEN: Mapping[Test, str] = {
    "gt": """
        > over | above | more than | greater than | bigger than | higher than | larger than
        | exceeds | exceed | exceeding | exceeded | beyond | in excess of | older than
        | longer than | more big than | tops | topping | gt
    """,
    "ge": """
        >= at least | no less than | no fewer than | not less than | not below | not under | gte
    """,
    "lt": """
        < under | below | less than | fewer than | lower than | smaller than | younger than
        | shorter than | cheaper than | short of | lt
    """,
    "le": "<= at most | no more than | not more than | up to | not over | not above | lte",
    "isnt": """
        != <> is not | isn't | aren't | ain't | are not | was not | not equal to | not equals
        | is not equal to | isn't equal to | other than | differs from | does not equal
        | doesn't equal | not | except | is anything but
    """,
    "is": "= == is | are | was | equals | equal | equal to | being | is set to | set to | reads",
    "has": """
        contains | contain | containing | includes | include | including | has the word | mentions
        | mention | mentioning | talks about
    """,
}
"""What stands between a field and what it is held against."""
_AFTER: Mapping[Test, str] = {
    "missing": """
        is missing | missing | is empty | are empty | empty | is blank | blank | is null
        | is not set | isn't set | not set | is unset | is not there | isn't there
        | is not present | not present | is absent | absent | does not exist | doesn't exist
        | is not filled | was left empty | was left blank
    """,
    "exists": """
        exists | exist | is present | present | is there | is set | is not empty | isn't empty
        | not empty | is not missing | isn't missing | not missing | is filled | is filled in
        | is not blank | isn't blank | is not null | filled in | is known | is given
    """,
}
"""What stands behind a field and needs nothing to hold it against."""
_BEFORE: Mapping[Test, str] = {
    "missing": """
        without | with no | missing | lacking | lack | lacks | has no | have no | having no
        | with an empty | with empty | with a blank | with blank | with a missing | with missing
        | whose missing | no
    """,
    "exists": "having a | having an | that carry",
}
"""What stands before a field and needs nothing to hold it against."""
OPPOSITE: Mapping[Test, Test] = {
    "is": "isnt",
    "isnt": "is",
    "gt": "le",
    "le": "gt",
    "lt": "ge",
    "ge": "lt",
    "exists": "missing",
    "missing": "exists",
}
"""What holds where a test does not."""
_DISCARDING = word_set(
    """
    drop drops dropping remove removes removing exclude excluding discard discarding skip skipping
    toss ditch omit reject eliminate ignore ignoring weed chuck scrap
    """
)
_DISCARDING_PAIRS = word_set(
    "leave:out throw:out throw:away get:rid filter:out kick:out take:out take:off cut:out weed:out "
    "strip:out sort:out leave:aside leaving:out throwing:out filtering:out"
)
_SKIPPED = word_set("the a an of value values field column to than be its their exactly $ € £ : ,")
_COPULAS = word_set("is are was were be being with has have having where whose that of stays lies")
_UNITS = word_set(
    """
    eur euro euros usd dollar dollars gbp pounds chf percent % € $ £ kg g km m cm mm l ml sec
    seconds min minutes hours days weeks months years points pts
    """
)
_COLLECTIONS = word_set(
    """
    those these them ones one rows row items item entries entry records record lines line elements
    only everything all anything things anyone everyone people keep out
    """
)
_HAVING = word_set("with has have having")
_TRUTHS = {"true": True, "false": False}
# Words behind "is" that compare themselves.
_COMPARING = word_set(
    """
    over above more greater bigger higher larger at least below under less fewer lower smaller most
    missing empty blank null absent present older younger beyond needed in
    """
)
_OR_MORE: Mapping[str, Test | None] = {
    **dict.fromkeys(("more", "above", "higher", "over", "greater", "up", "better"), "ge"),
    **dict.fromkeys(("less", "fewer", "below", "lower", "under", "worse"), "le"),
    "equal": None,
}
_ENDS = frozenset({".", "!", "?", ";", BREAK})
_REACH = 6


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
        if _is_discarded(tokens, read):
            read = replace(read, test=OPPOSITE.get(read.test, read.test))
        found.append(read)
        index = read.last + 1
    return tuple(found)


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
    tables = (("between", _BETWEEN), ("after", _AFTER), ("before", _BEFORE))
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
    if test in {"gt", "ge", "lt", "le"}:
        return _measured(tokens, test, key, start, held)
    if not key or _is_collection(tokens, key) or tokens[held].lower in _COMPARING:
        return None
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
    if not key or _is_collection(tokens, key) or _HAVING & between:
        after = _noun_after(tokens, last + 1)
        return after if after is None else Comparison(test, (after,), held, start, after)
    return Comparison(test, key, held, key[0], last)


def _beside(tokens: Sequence[Token], index: int) -> Comparison | None:
    """A field with its value in quotes, or with a number and "or more": `status "open"`."""
    held = _next(tokens, index + 1)
    key = _path_before(tokens, index + 1)
    if held is None or not key or key[-1] != index:
        return None
    if tokens[held].kind is Kind.QUOTED and held == index + 1:
        return Comparison("is", key, held, key[0], held)
    if tokens[held].kind is Kind.NUMBER:
        test, last = _or_more(tokens, "is", held)
        return None if test == "is" else Comparison(test, key, held, key[0], last)
    return None


def _after(tokens: Sequence[Token], test: Test, start: int, end: int) -> Comparison | None:
    key = _path_before(tokens, start)
    if not key or _is_collection(tokens, key):
        return None
    return Comparison(test, key, None, key[0], end - 1)


def _before(tokens: Sequence[Token], test: Test, start: int, end: int) -> Comparison | None:
    key = _next(tokens, end)
    if key is None or tokens[key].kind not in {Kind.WORD, Kind.IDENTIFIER, Kind.QUOTED}:
        return None
    return Comparison(test, _path_from(tokens, key), None, start, key)


_READERS = {"between": _between, "after": _after, "before": _before}


def _next(tokens: Sequence[Token], index: int) -> int | None:
    """The slot that follows, but for articles."""
    while index < len(tokens) and tokens[index].lower in _SKIPPED:
        index += 1
    return index if index < len(tokens) and tokens[index].is_slot else None


def _path_before(tokens: Sequence[Token], index: int) -> tuple[int, ...]:
    """The field that ends before a token, but for words such as "is" and "of"."""
    index -= 1
    while index >= 0 and tokens[index].lower in _SKIPPED | _COPULAS:
        index -= 1
    if index < 0 or tokens[index].kind not in {Kind.WORD, Kind.IDENTIFIER, Kind.QUOTED}:
        return ()
    first = index
    while first and _are_one_path(tokens[first - 1], tokens[first]):
        first -= 1
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
    words = [token.lower for token in tokens[held + 1 : held + 3]]
    if words[:1] in (["or"], ["and"]) and words[-1] in _OR_MORE:
        return _OR_MORE[words[-1]] or ("ge" if test in {"gt", "ge"} else "le"), held + 2
    return test, held


def _noun_after(tokens: Sequence[Token], index: int) -> int | None:
    """What is counted: "100 eur total", "3 stars", "5 in stock"."""
    for offset in range(index, min(index + 3, len(tokens))):
        token = tokens[offset]
        if token.lower in _UNITS | {"in", "of", "for", "on"}:
            continue
        is_name = token.kind in {Kind.WORD, Kind.IDENTIFIER}
        return offset if is_name else None
    return None


def _is_collection(tokens: Sequence[Token], key: tuple[int, ...]) -> bool:
    return len(key) == 1 and tokens[key[0]].lower in _COLLECTIONS | _DISCARDING


def _is_discarded(tokens: Sequence[Token], read: Comparison) -> bool:
    """Whether a verb before it in its sentence says that what meets it goes."""
    words: list[str] = []
    for token in reversed(tokens[max(read.first - _REACH, 0) : read.first]):
        if token.text in _ENDS or token.lower in {"keep", "and", "then"}:
            break
        words.insert(0, token.lower)
    pairs = {f"{one}:{two}" for one in words for two in words}
    return bool(_DISCARDING.intersection(words) or _DISCARDING_PAIRS & pairs)
