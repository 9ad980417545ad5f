"""Words of a request that speak of something that is there: "the Polish version", "both lists"."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.assist.understand.cues import stem
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.tokens import Kind
from flowmason_assist.assist.understand.words import word_set

_DEFINITE = word_set("the this that these those its their both all whatever whichever whole")
_INDEFINITE = word_set("a an each every another some any no")
_DENYING = word_set("not without neither nor unlike than instead except excluding besides")
_APART = word_set("independently independent separately")
_REACH = 4
_NAMING = frozenset({Kind.WORD, Kind.LANGUAGE, Kind.NUMBER, Kind.IDENTIFIER})


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand together, from their first token to their last one."""

    first: int
    last: int
    stems: tuple[str, ...]
    words: tuple[str, ...]
    is_definite: bool


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
        leading = before[-1] if before else ""
        is_new = leading in _INDEFINITE
        if not is_new and _DENYING.isdisjoint(before[-2:]):
            words = tuple(token.lower for token in slots.tokens[first:index])
            is_definite = not _DEFINITE.isdisjoint(before[-2:]) and leading != ","
            yield Mention(first, index - 1, tuple(map(_root, words)), words, is_definite)


def stands_alone(slots: Slots, begin: int, end: int) -> bool:
    """Whether words between two tokens, or those just before, keep a step apart from the last."""
    words = {token.lower for token in slots.tokens[max(begin - _REACH, 0) : end]}
    return not _APART.isdisjoint(words)


def _root(word: str) -> str:
    return stem(word.removeprefix("un"))
