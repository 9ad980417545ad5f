"""
Where the parts of a request begin that each ask for one thing.

Sentences, lines and arrows always part; commas, "and" and "then" part where a verb follows.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from flowmason_assist.assist.understand.tokens import BREAK, Kind, Token
from flowmason_assist.assist.understand.verbs import is_verb, is_verb_and_noun
from flowmason_assist.assist.understand.words import CADENCES, NUMBERS, word_set

_ENDS = frozenset({".", "!", "?", ";", "•", "|"})
_ARROW = re.compile(r"[-=]+>|[→⇒➜»]|>>")
# Words that begin a part of their own wherever they stand.
_OPENERS = word_set(
    """
    if otherwise else unless whenever afterwards afterward finally lastly meanwhile except then
    before after once when while but wherever
    """
)
# Openers that say behind "and", too, that another part begins.
_BRANCHES = word_set("as wherever if otherwise else unless whenever when finally afterwards")
_NO_OPENING_BEHIND = _OPENERS | word_set("and or not even only right")
# Words between "and" and its verb: "and then please also log it".
_FILLERS = word_set(
    """
    and then also finally please just or so next lastly afterwards after that simply maybe kindly to
    again have get let us can could you i want we need must should always
    """
)
_AUXILIARIES = word_set(
    """
    is are was were be been gets get got should must shall will would can could may has have needs
    need goes go wants want
    """
)
_LOOPS = frozenset({"each", "every"})
_CADENCE_ADVERBS = word_set("daily nightly hourly weekly monthly")
_MAX_REACH = 7


def clause_starts(
    tokens: Sequence[Token], cases: AbstractSet[int] = frozenset()
) -> tuple[int, ...]:
    """The index of the first token of each clause, in order; at `cases` one begins anyway."""
    starts: list[int] = []
    pending = True
    for index in range(len(tokens)):
        if _ends(tokens, index):
            pending = True
            continue
        if pending or index in cases or _opens(tokens, index):
            starts.append(index)
            pending = False
    return tuple(_merged(tokens, starts))


def _ends(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    return token.kind is None and (
        token.text in _ENDS or token.text == BREAK or bool(_ARROW.fullmatch(token.text))
    )


def _opens(tokens: Sequence[Token], index: int) -> bool:
    """Whether a clause opens here although none has ended."""
    token, before = tokens[index], tokens[index - 1]
    word = token.lower
    if word in _OPENERS:
        return before.lower not in _NO_OPENING_BEHIND and not _repeats(tokens, index)
    if _is_cadence(tokens, index) or (word, _next_lower(tokens, index)) == ("as", "soon"):
        return True
    if word in {"for", "of"} and _next_lower(tokens, index) in _LOOPS:
        return before.text in {",", ":"} or _next_lower(tokens, index) == "each"
    if before.text == ",":
        return _asks(tokens, index, after_comma=True)
    if before.text == ":":
        return _asks(tokens, index, after_comma=False)
    if word not in {"and", "&", "+"}:
        return False
    return _next_lower(tokens, index) in _BRANCHES or _asks(tokens, index + 1, after_comma=False)


def _repeats(tokens: Sequence[Token], index: int) -> bool:
    """Whether this stands between what comes one by one: "line after line", "one after another"."""
    before = tokens[index - 1].lower
    return tokens[index].lower == "after" and before in {"one", _next_lower(tokens, index)}


def _asks(tokens: Sequence[Token], index: int, *, after_comma: bool) -> bool:
    """Whether what begins here asks for something: a verb, or a subject with its verb."""
    while index < len(tokens) and tokens[index].lower in _FILLERS:
        index += 1
    if index >= len(tokens):
        return False
    if _is_asking_verb(tokens, index, after_comma=after_comma):
        return True
    for token in tokens[index + 1 : index + _MAX_REACH]:
        if token.text in {",", ".", ";", ":", "and", "or", BREAK}:
            return False
        if token.lower in _AUXILIARIES:
            return True
    return False


def _is_asking_verb(tokens: Sequence[Token], index: int, *, after_comma: bool) -> bool:
    word = tokens[index].lower
    if not is_verb(word):
        return False
    if not is_verb_and_noun(word):
        return True
    # "name, summary and report" is a list; "and report the rest" asks for something.
    if index + 1 >= len(tokens):
        return False
    follows = tokens[index + 1]
    return follows.text not in {",", ".", ";", "and", "or", "of"} and (
        after_comma or follows.kind is not Kind.WORD
    )


def _is_cadence(tokens: Sequence[Token], index: int) -> bool:
    """Whether "every morning", "each Monday" or "daily" stands here."""
    word = tokens[index].lower
    if word in _CADENCE_ADVERBS:
        return _next_lower(tokens, index) in {"", "at", ",", "."}
    if word not in _LOOPS:
        return False
    following = [token.lower for token in tokens[index + 1 : index + 3]]
    if following and (following[0] in NUMBERS or following[0].isdigit()):
        following = following[1:]
    return bool(following) and following[0] in CADENCES


def _next_lower(tokens: Sequence[Token], index: int) -> str:
    return tokens[index + 1].lower if index + 1 < len(tokens) else ""


def _merged(tokens: Sequence[Token], starts: list[int]) -> list[int]:
    """Leave out starts of parts that hold nothing but fillers: "and then," "finally:"."""
    kept: list[int] = []
    for position, start in enumerate(starts):
        end = starts[position + 1] if position + 1 < len(starts) else len(tokens)
        hollow = not any(
            token.kind is not None and token.lower not in _FILLERS for token in tokens[start:end]
        )
        if kept and kept[-1] < 0:
            kept[-1] = -kept[-1] - 1
        else:
            kept.append(start)
        if hollow:
            kept[-1] = -kept[-1] - 1
    return [start if start >= 0 else -start - 1 for start in kept]
