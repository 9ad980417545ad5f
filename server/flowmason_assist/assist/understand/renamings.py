"""
Fields that a request gives other names: "rename amt to amount", "mark should be called result".

Nothing here is learnt: the words that rename are few.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from flowmason_assist.assist.understand.tokens import NAMES, Kind, Token
from flowmason_assist.assist.understand.verbs import is_verb
from flowmason_assist.assist.understand.words import word_set

_VERBS: Final = word_set("rename renamed renames renaming relabel relabelled relabeled")
_TO: Final = word_set("to as into")
_BETWEEN: Final = re.compile(
    r"(?:should|shall|must|has|have|is|are|ought|needs|wants?|will)(?: now)? (?:to )?(?:be )?"
    r"(?:called|known as|named)|to be (?:called|known as|named)"
    r"|(?:\w+ )?(?:to )?(?:be )?(?:renamed|relabell?ed)(?: to| as| into)?|calls itself"
    r"|(?:in the \w+ )?(?:should|shall|must) read|(?:he|she|we|they|I|you) calls?"
)
_THINGS: Final = word_set(
    """
    it that this one they them which variable file files bucket table collection list key folder
    field fields column columns heading database queue object stage step pipeline input result
    ought records output text document city customer person author function node endpoint service
    """
)
_SKIPPED: Final = word_set("the a an field column heading key fields columns")
_LONGEST: Final = 5
_ARROWS: Final = frozenset({"→", "->", "-->", "=>", "⇒"})


@dataclass(frozen=True, slots=True)
class Renaming:
    """A field and its other name; tokens by their index."""

    old: int
    new: int


def renamings(tokens: Sequence[Token]) -> tuple[Renaming, ...]:
    """Give the renamings that a request spells, in order."""
    # Of two old names the first is meant: "the heading amt in the schedule shall read amount".
    called = reversed(list(_called(tokens)))
    found = {each.new: each for each in (*called, *_renamed(tokens))}
    return tuple(found[new] for new in sorted(found))


def _called(tokens: Sequence[Token]) -> Iterator[Renaming]:
    for old, token in enumerate(tokens):
        if not _is_name(token) or token.lower in _THINGS:
            continue
        for length in range(1, _LONGEST + 1):
            words = " ".join(each.lower for each in tokens[old + 1 : old + 1 + length])
            new = _name_at(tokens, old + 1 + length)
            is_plain = words == "called" and token.kind is Kind.IDENTIFIER
            if new is not None and (is_plain or _BETWEEN.fullmatch(words)):
                yield Renaming(old, new)


def _renamed(tokens: Sequence[Token]) -> Iterator[Renaming]:
    """Pairs behind a verb: "rename a to b, c to d"."""
    for at, token in enumerate(tokens):
        if token.lower not in _VERBS:
            continue
        old = _name_at(tokens, at + 1)
        while old is not None and old + 1 < len(tokens) and tokens[old + 1].lower in _TO:
            new = _name_at(tokens, old + 2)
            if new is None:
                return
            yield Renaming(old, new)
            follows = [each.lower for each in tokens[new + 1 : new + 3]]
            joints = (
                len(follows) if follows == [",", "and"] else int(follows[:1] in ([","], ["and"]))
            )
            old = _name_at(tokens, new + 1 + joints) if joints else None
    yield from _pointed(tokens)
    for at, token in enumerate(tokens[:-2]):
        pair = tokens[at + 1 : at + 3]
        if token.lower == "call" and all(each.kind is Kind.IDENTIFIER for each in pair):
            yield Renaming(at + 1, at + 2)


def _pointed(tokens: Sequence[Token]) -> Iterator[Renaming]:
    """Pairs with an arrow between them, where something is renamed: "nick → nickname"."""
    verb = next((at for at, token in enumerate(tokens) if token.lower in _VERBS), len(tokens))
    for at in range(verb + 1, len(tokens) - 2):
        ends = tokens[at], tokens[at + 2]
        is_pair = all(_is_name(each) and not is_verb(each.lower) for each in ends)
        if is_pair and tokens[at + 1].text in _ARROWS:
            yield Renaming(at, at + 2)


def _name_at(tokens: Sequence[Token], index: int) -> int | None:
    while index < len(tokens) and tokens[index].lower in _SKIPPED:
        index += 1
    return index if index < len(tokens) and _is_name(tokens[index]) else None


def _is_name(token: Token) -> bool:
    return token.is_slot and token.kind in NAMES
