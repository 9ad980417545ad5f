"""Figures told side by side: "the sum of debit by month and the number of entries by account"."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.outline.draft import Draft, Found
from flowmason_assist.assist.understand.signs.fixed_words import places_said
from flowmason_assist.assist.understand.signs.pattern import pattern
from flowmason_assist.text.span import Span

_OVERALL: Final = pattern(
    r"\b(?:overall|in all|altogether|grand total|(?:in|of|over) the (?:whole|entire)"
    r"|across (?:all|everything))\b"
)
_AGAIN: Final = pattern(
    r"\b(?:the same|once more|likewise|again|ditto|once by|and the (?:number|count|sum|total))\b"
)
_AGGREGATE: Final = "aggregate"
_SEVERAL: Final = 2


def with_figures(slots: Slots, made: Sequence[Draft]) -> list[Draft]:
    """Give the drafts with one for each figure that is taken by groups of its own."""
    drafts: list[Draft] = []
    for component, same in groupby(made, lambda draft: draft.component):
        run = list(same)
        drafts += _taken(slots, run) if component == _AGGREGATE else run
    return drafts


def _taken(slots: Slots, run: list[Draft]) -> list[Draft]:
    """Give the figures of a run of drafts, as their words part them; those drafts if none do."""
    found = sorted((each for draft in run for each in draft.found), key=lambda each: each.index)
    clauses = {*(draft.clause for draft in run), *(slots.clause_of(each.index) for each in found)}
    if not _is_close(clauses):
        return run
    whole = Span(slots.clauses[min(clauses)].start, slots.clauses[max(clauses)].end)
    starts = list(_starts(slots, whole, found))
    if len(starts) < max(len(run), _SEVERAL):
        return run
    ends = [*starts[1:], whole.end]
    parts = [Span(start, end) for start, end in zip(starts, ends, strict=True)]
    figures: list[Draft] = []
    for part in parts:
        before = figures[-1] if figures else None
        figures.append(_figure(slots, part, found, before))
    return figures


def _is_close(clauses: set[int]) -> bool:
    return all(after - before == 1 for before, after in pairwise(sorted(clauses)))


def _starts(slots: Slots, whole: Span, found: Sequence[Found]) -> Iterator[int]:
    """Give where figures begin: at a word for one behind the groups of the one before."""
    request = slots.request
    groups = list(_groups(slots, whole, found))
    said = [whole.start + at for at, _ in places_said(whole.of(request), _AGGREGATE, "fn")]
    again = [whole.start + match.start() for match in _AGAIN.finditer(whole.of(request))]
    begun = min(said, default=whole.start)
    yield whole.start
    for at in sorted({*said, *again}):
        following = min((group for group in groups if group > at), default=None)
        later = min((each for each in (*said, *again) if each > at), default=whole.end)
        has_own = following is not None or _OVERALL.search(request[at:later]) is not None
        if has_own and any(begun < group < at for group in groups):
            yield at
            begun = at


def _groups(slots: Slots, whole: Span, found: Sequence[Found]) -> Iterator[int]:
    """Give where words say by what figures are taken, each time that they do."""
    for name in {slots.tokens[each.index].text for each in found if each.name == "by"}:
        shape = rf"(?<!\w)(?:by|per|for|each|every) (?:the |each |every )?({re.escape(name)})(?!\w)"
        for match in re.finditer(shape, whole.of(slots.request), re.IGNORECASE):
            yield whole.start + match.start(1)
    for each in found:
        if each.name == "by":
            yield slots.tokens[each.index].span.start


def _figure(slots: Slots, part: Span, found: Sequence[Found], before: Draft | None) -> Draft:
    """Give the figure that a part of the words takes; what it does not say is as before."""
    own = [each for each in found if part.start <= slots.tokens[each.index].span.start < part.end]
    said = places_said(part.of(slots.request), _AGGREGATE, "fn")
    if before is not None and not any(each.name == "by" for each in own):
        groups = range(part.start, part.end)
        own += (
            before.of("by")
            if any(at in groups for at in _groups(slots, part, before.of("by")))
            else []
        )
    if before is not None and not any(each.name == "of" for each in own):
        own += [] if said and said[0][1] == "count" else before.of("of")
    clause = slots.clause_at(part.start)
    told = part if said or before is None else before.part
    return Draft(_AGGREGATE, clause, own, part=told, is_beside=before is not None)
