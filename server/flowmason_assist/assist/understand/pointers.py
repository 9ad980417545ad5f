"""
Pointers: how a literal of a request is named, and what a name spells.

`<U1>` is a slot, `<S3><S5>` all from the start of one slot to the end of another, `<C2>` a clause.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.tokens import Kind, Token, number_value
from flowmason_assist.text.span import Span

KNOWN_FIELDS = ("status_code",)
"""Fields of what components give that nobody spells: "if the status is not 200"."""
_POINTER = re.compile(r"<(\w+)>")
# Which share of a clause a span must cover for the clause to be meant.
_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Pointing:
    """Finds pointers in one request; `near` is the clause that a literal is looked for first."""

    slots: Slots
    near: int = 0

    def literal(self, text: str) -> str | None:
        """The pointer to words of the request, None if they are not there."""
        found = [
            pointer
            for span in _occurrences(self.slots.request, text)
            if (pointer := _between(self.slots, span))
        ]
        if found:
            return min(found, key=self._distance)
        return f"<{text}>" if text in KNOWN_FIELDS else None

    def number(self, value: float) -> str | None:
        """The pointer to a number that occurs in the request."""
        found = [
            f"<{name}>"
            for name, token in self.slots.named.items()
            if token.kind is not Kind.WORD and number_value(token.text) == value
        ]
        return min(found, key=self._distance) if found else None

    def span(self, text: str) -> str | None:
        """The pointer to the clause or clauses that a span of the request lies in."""
        offset = self.slots.request.lower().find(text.lower())
        if offset < 0:
            return None
        span = Span(offset, offset + len(text))
        shares = [_shared(span, clause) for clause in self.slots.clauses]
        touched = [
            number
            for number, (clause, shared) in enumerate(zip(self.slots.clauses, shares, strict=True))
            if shared >= _COVERED * min(len(text), clause.end - clause.start)
        ]
        if not touched:
            touched = [shares.index(max(shares))]
        first, last = touched[0] + 1, touched[-1] + 1
        return f"<C{first}>" if first == last else f"<C{first}><C{last}>"

    def _distance(self, pointer: str) -> tuple[int, int]:
        span = pointed(pointer, self.slots)
        offset = span.start if span else 0
        return abs(self.slots.clause_at(offset) - self.near), offset


def pointed(pointer: str, slots: Slots) -> Span | None:
    """The part of the request that a pointer names, None if it names nothing there."""
    spans = [_named(name, slots) for name in _POINTER.findall(pointer)]
    if not spans or spans[0] is None or spans[-1] is None:
        return None
    return Span(min(spans[0].start, spans[-1].start), max(spans[0].end, spans[-1].end))


def spelled(pointer: str, slots: Slots) -> str | None:
    """The words that a pointer names, None if it names nothing in this request."""
    if pointer[1:-1] in KNOWN_FIELDS:
        return pointer[1:-1]
    span = pointed(pointer, slots)
    if span is None:
        return None
    text = span.of(slots.request)
    # The steps of "items[0]" are slots, their brackets are not.
    is_cut = text.count("[") > text.count("]") and slots.request[span.end : span.end + 1] == "]"
    return f"{text}]" if is_cut else text


def _named(name: str, slots: Slots) -> Span | None:
    if name in slots.named:
        return slots.named[name].span
    if name[0] == "C" and name[1:].isdigit() and int(name[1:]) <= len(slots.clauses):
        return slots.clauses[int(name[1:]) - 1]
    return None


def _occurrences(request: str, text: str) -> Iterator[Span]:
    for match in re.finditer(re.escape(text.strip()), request, re.IGNORECASE):
        yield Span(*match.span())


def _between(slots: Slots, span: Span) -> str | None:
    """The pointer to the slots that begin and end where `span` does, but for function words."""
    inside = [token for token in slots.tokens if span.encloses(token.span) and token.is_slot]
    if not inside or not _fits(slots, span, inside):
        return None
    first, last = (f"<{token.kind}{token.number}>" for token in (inside[0], inside[-1]))
    return first if first == last else first + last


def _fits(slots: Slots, span: Span, inside: list[Token]) -> bool:
    """Whether nothing but function words is lost at the ends, and no word is cut."""
    lost = [
        token
        for token in slots.tokens
        if token.span.start < span.end and span.start < token.span.end and not token.is_slot
    ]
    cut = any(
        token.is_slot and not span.encloses(token.span)
        for token in slots.tokens
        if token.span.start < span.end and span.start < token.span.end
    )
    outside = sum(
        len(token.text)
        for token in lost
        if token.span.end <= inside[0].span.start or token.span.start >= inside[-1].span.end
    )
    return not cut and outside * 2 < span.end - span.start


def _shared(one: Span, other: Span) -> int:
    return max(min(one.end, other.end) - max(one.start, other.start), 0)
