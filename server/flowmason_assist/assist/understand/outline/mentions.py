"""Words of a request that speak of something that is there: "the Polish version", "both lists"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flowmason_assist.assist.understand.cues import stem
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.tokens import Kind
from flowmason_assist.assist.understand.words import NUMBERS, word_set

_DEFINITE = word_set("the this that these those its their both all whatever whichever whole")
_INDEFINITE = word_set("a an each every another some any no")
_DENYING = word_set("not without neither nor unlike than instead except excluding besides")
_JOINTS = word_set("and , ; : ( while")
_TOWARDS = word_set("to into in at under on as")
_BOTH = frozenset({"both"})
_APART = word_set("independently independent separately original")
_REACH = 4
_NAMING = frozenset({Kind.WORD, Kind.LANGUAGE, Kind.NUMBER, Kind.IDENTIFIER})
_MOST = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand together, from their first token to their last one."""

    first: int
    last: int
    stems: tuple[str, ...]
    is_definite: bool
    count: int = 1
    """Of how many things they speak, where they say so."""


def mentions(slots: Slots, begin: int, end: int) -> Iterator[Mention]:
    """Give what is spoken of between two tokens, without what is denied or asked for anew."""
    index = begin
    while index < end:
        if slots.tokens[index].kind not in _NAMING:
            index += 1
            continue
        first = index
        while index < end and slots.tokens[index].kind in _NAMING:
            index += 1
        before = [token.lower for token in slots.tokens[max(first - _REACH, 0) : first]]
        if _INDEFINITE.isdisjoint(before[-1:]) and _DENYING.isdisjoint(before[-2:]):
            words = tuple(token.lower for token in slots.tokens[first:index])
            is_definite = not _DEFINITE.isdisjoint(before[-2:]) and before[-1:] != [","]
            yield Mention(
                first,
                index - 1,
                tuple(map(_root, words)),
                is_definite or _is_topic(slots, begin, first, index),
                _count(before[-1:], words) if is_definite else 1,
            )


def lettered(slots: Slots) -> Mapping[str, tuple[int, ...]]:
    """Give where a request says "(a)", "(b)" and so on, by the letter or number."""
    found: dict[str, list[int]] = {}
    triples = zip(slots.tokens, slots.tokens[1:], slots.tokens[2:], strict=False)
    for at, (opening, label, closing) in enumerate(triples):
        if (opening.text, closing.text) == ("(", ")") and len(label.text) == 1:
            found.setdefault(label.lower, []).append(at)
    return {label: tuple(places) for label, places in found.items()}


def _is_topic(slots: Slots, begin: int, first: int, end: int) -> bool:
    """Whether words say first of all what goes somewhere: "openers to openers.json"."""
    leading = {token.lower for token in slots.tokens[begin:first]}
    following = slots.tokens[end].lower if end < len(slots.tokens) else ""
    return leading <= _JOINTS and following in _TOWARDS


def _count(before: Sequence[str], words: Sequence[str]) -> int:
    numbers = [NUMBERS[word] for word in words if word in NUMBERS]
    if not _BOTH.isdisjoint(before):
        return 2
    return numbers[0] if numbers and 1 < numbers[0] <= _MOST else 1


def stands_alone(slots: Slots, begin: int, end: int) -> bool:
    """Whether words between two tokens, or those just before, keep a step apart from the last."""
    words = {token.lower for token in slots.tokens[max(begin - _REACH, 0) : end]}
    return not _APART.isdisjoint(words)


def _root(word: str) -> str:
    return stem(word.removeprefix("un"))
