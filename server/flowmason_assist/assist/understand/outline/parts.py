"""
Clauses that hold several wishes, though no verb that we know parts them.

"Keep those with a comment, and word a line for each": each part between commas is read by itself.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from flowmason_assist.assist.plan.vocabulary import vocabulary
from flowmason_assist.assist.understand.candidates import candidates
from flowmason_assist.assist.understand.extract import MAX_CLAUSES, Slots
from flowmason_assist.assist.understand.features import of_clause
from flowmason_assist.assist.understand.tokens import Token
from flowmason_assist.assist.understand.understood import Understood

_JOINTS = frozenset({",", "and", "plus", "(", ":", "-", "—", "–"})
_FEWEST = 2
# How sure a part must be of a step to be a clause, and what stands before it of another one.
_OWN, _BEFORE = 0.7, 0.4
# How sure a part must be of a step for its clause to ask for it as well.
_AS_WELL = 0.25


def parted(understood: Understood) -> Understood:
    """Give what is understood with those parts as clauses that surely ask for another step."""
    slots = understood.slots
    kept: list[int] = []
    best, names = 0.0, set[str]()
    for start, name, chance in _parts(understood):
        if start in slots.starts:
            best, names = 0.0, set()
        if start in slots.starts or (chance >= _OWN and best >= _BEFORE and name not in names):
            kept.append(start)
            best = 0.0
        best = max(best, chance)
        if chance >= _BEFORE:
            names.add(name)
    if len(kept) == len(slots.starts):
        return understood
    finer = replace(slots, starts=tuple(kept[:MAX_CLAUSES]))
    return Understood(finer, candidates(finer, understood.models), understood.models)


def add_of_parts(understood: Understood, asked: list[list[str]]) -> None:
    """Add to what each clause asks for what one of its parts does by itself."""
    slots = understood.slots
    for start, name, chance in _parts(understood):
        names = asked[slots.clause_of(start)]
        if chance >= _AS_WELL and name not in names:
            names.append(name)


def _parts(understood: Understood) -> Iterator[tuple[int, str, float]]:
    """Give where each part begins, the component that it seems to ask for, and how likely."""
    slots = understood.slots
    starts = tuple(_starts(slots))
    finer = replace(slots, starts=starts)
    for number, start in enumerate(starts):
        chances = understood.models["clause"].probabilities(of_clause(finer, number))
        name = max(vocabulary(), key=lambda each: chances.get(each, 0.0))
        yield start, name, chances.get(name, 0.0)


def _starts(slots: Slots) -> Iterator[int]:
    """Where parts begin: at clauses, and behind joints with enough words on both sides."""
    ends = (*slots.starts[1:], len(slots.tokens))
    for first, end in zip(slots.starts, ends, strict=True):
        yield first
        last = first
        for start in range(first + 1, end):
            is_joint = slots.tokens[start - 1].lower in _JOINTS
            if is_joint and _holds(slots.tokens[last:start]) and _holds(slots.tokens[start:end]):
                yield start
                last = start


def _holds(tokens: tuple[Token, ...]) -> bool:
    weighty = (token for token in tokens if token.is_word or token.is_slot)
    return len(list(islice(weighty, _FEWEST))) == _FEWEST
