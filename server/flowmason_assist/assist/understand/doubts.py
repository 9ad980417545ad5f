"""
Signs in a request that it cannot be built as it stands.

People say the same few things when they leave something open ("send it there", "the right
categories", "when needed"); classifiers that have seen some hundred requests miss most of them.
"""

import re
from collections.abc import Iterator
from typing import Final

from flowmason_assist.assist.plan.plan import Question, Refusal
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.signs.impossible import IMPOSSIBLE
from flowmason_assist.assist.understand.signs.open_ends import (
    BY_QUESTION,
    DATABASE,
    DEED,
    DESTINATION,
    DESTINATION_OF_OTHERS,
    ELSEWHERE,
    IDLE,
    NAMED_STORE,
    SHORT,
    STORES,
    VAGUE,
)
from flowmason_assist.assist.understand.signs.out_of_scope import CHAT, HARM, PRODUCT, WORK
from flowmason_assist.assist.understand.tokens import Kind
from flowmason_assist.text.span import Span

_ADDRESSES: Final = frozenset({Kind.URL, Kind.PATH, Kind.EMAIL, Kind.QUOTED, Kind.IDENTIFIER})


def refusal_in(slots: Slots) -> Refusal | None:
    """Give why a request should not be built, if its words say so."""
    if HARM.search(slots.request):
        return "harmful"
    if any(token.kind in _ADDRESSES for token in slots.named.values()):
        return None
    if PRODUCT.search(slots.request):
        return "too_big"
    is_chat = CHAT.search(slots.request) and not WORK.search(slots.request)
    return "off_topic" if is_chat else None


def questions_in(slots: Slots) -> tuple[Question, ...]:
    """Give what a request leaves open that must be known, as far as its words show."""
    return tuple(dict.fromkeys(_questions(slots)))


def unmet_in(slots: Slots) -> tuple[str, ...]:
    """Give the words of a request that ask for what no component can do."""
    if re.search(r"hooks?[./]", slots.request):  # A chat with a webhook can be posted to.
        return ()
    return tuple(dict.fromkeys(found[0].strip() for found in IMPOSSIBLE.finditer(slots.request)))


def _questions(slots: Slots) -> Iterator[Question]:
    request = slots.request
    elsewhere = ELSEWHERE.search(request)
    for clause in slots.clauses if not elsewhere else ():
        words = request[clause.start : clause.end]
        to_others = DESTINATION_OF_OTHERS.search(words) and not _is_addressed_here(slots, clause)
        if to_others or (DESTINATION.search(words) and not _is_addressed(slots, clause)):
            yield "destination"
    for question, pattern in BY_QUESTION.items():
        if pattern.search(request) and not _is_answered(slots, question):
            yield question
    is_short = len(request.split()) <= SHORT
    is_open = not DEED.search(request) and not _kinds(slots) & _ADDRESSES
    if is_open and ((is_short and VAGUE.search(request)) or IDLE.search(request)):
        yield "goal"
    if DATABASE.search(request) and not NAMED_STORE.search(request):
        yield "query"


def _is_addressed(slots: Slots, clause: Span) -> bool:
    """Whether a clause, or the one behind it, names an address, a file or a store."""
    words = slots.request[clause.start :]
    is_url = any(token.kind is Kind.URL for token in slots.named.values())
    near = {token.kind for token in slots.named.values() if token.span.start >= clause.start}
    return is_url or bool(near & _ADDRESSES) or STORES.search(words) is not None


def _is_addressed_here(slots: Slots, clause: Span) -> bool:
    """Whether an address stands in a clause, or in the one behind it."""
    end = next((each.end for each in slots.clauses if each.start >= clause.end), clause.end)
    return any(
        token.kind is Kind.URL and clause.start <= token.span.start < end
        for token in slots.named.values()
    )


def _is_answered(slots: Slots, question: Question) -> bool:
    kinds = _kinds(slots)
    match question:
        case "language":
            return bool({Kind.LANGUAGE, Kind.QUOTED, Kind.IDENTIFIER} & kinds)
        case "labels":
            return Kind.QUOTED in kinds
        case "source":
            return Kind.URL in kinds or Kind.PATH in kinds
    return False


def _kinds(slots: Slots) -> set[Kind | None]:
    return {token.kind for token in slots.named.values()}
