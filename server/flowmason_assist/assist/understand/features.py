"""What the linear classifier sees of a request: words, what stands beside them, shapes."""

from collections.abc import Iterator, Sequence

from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.tokens import Token

_PIECE = 4
_BESIDE = 4
_LONGEST = 12
_MOST_TOKENS = 40
_MOST_COUNTED = 4


def of_clause(slots: Slots, clause: int) -> Iterator[str]:
    """Features of a clause (from 0): its words in ones, twos and threes, and what stands around."""
    inside = shown(slots, clause)
    yield from _grams(inside)
    yield from _pieces(inside)
    if clause:
        before = shown(slots, clause - 1)
        yield from (f"<{word}" for word in before)
        yield from (f"<<{word}" for word in before[-2:])
    if clause + 1 < len(slots.starts):
        after = shown(slots, clause + 1)
        yield from (f">{word}" for word in after[:_BESIDE])
    else:
        yield "last"
    yield "first" if clause == 0 else "later"
    yield f"length={min(len(inside), _LONGEST) // 3}"


def of_request(slots: Slots) -> Iterator[str]:
    """Features of a whole request."""
    every = [shape(token) for token in slots.tokens]
    yield from _grams(every)
    yield from _pieces(every)
    yield f"clauses={min(len(slots.starts), _MOST_COUNTED)}"
    yield f"tokens={min(len(every), _MOST_TOKENS) // 4}"
    literals = sum(word[0] == "#" for word in every)
    yield f"literals={min(literals, _MOST_COUNTED)}"


def shown(slots: Slots, clause: int) -> list[str]:
    """The words of a clause, literals by their shape."""
    ends = (*slots.starts[1:], len(slots.tokens))
    return [shape(token) for token in slots.tokens[slots.starts[clause] : ends[clause]]]


def shape(token: Token) -> str:
    """A word in lower case; a literal as what it looks like."""
    if token.kind is None or token.is_word:
        return token.lower
    return f"#{token.kind}"


def _grams(words: Sequence[str]) -> Iterator[str]:
    yield from words
    padded = ["^", *words, "$"]
    for size in (2, 3):
        for index in range(len(padded) - size + 1):
            yield " ".join(padded[index : index + size])


def _pieces(words: Sequence[str]) -> Iterator[str]:
    """Parts of longer words: what is misspelled or inflected shares most of them."""
    for word in words:
        if word[0] != "#" and len(word) > _PIECE:
            bounded = f"^{word}$"
            for index in range(len(bounded) - _PIECE + 1):
                yield f"~{bounded[index : index + _PIECE]}"
