"""What is told late and runs first, and what is told first and runs last."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from flowmason_assist.assist.plan.families import CHOOSING
from flowmason_assist.assist.plan.vocabulary import vocabulary
from flowmason_assist.assist.understand.outline.draft import Draft
from flowmason_assist.assist.understand.outline.fixed import fixed_word
from flowmason_assist.assist.understand.signs.arranging import (
    COMES,
    ENDS,
    STANDS,
)
from flowmason_assist.assist.understand.understood import Understood

_READS: Final = {
    "local_file": frozenset({"read", "read_csv"}),
    "s3": frozenset({"download"}),
    "postgres": frozenset({"query"}),
    "mongodb": frozenset({"find"}),
}
_WRITES: Final = {
    "local_file": frozenset({"write", "append"}),
    "s3": frozenset({"upload"}),
    "postgres": frozenset({"insert"}),
    "mongodb": frozenset({"insert"}),
    "redis": frozenset({"set", "push"}),
    "output_router": frozenset({""}),
}
_ADDRESSES: Final = frozenset({"url", "path", "key", "sql", "table", "collection"})
_SOURCES: Final = frozenset({*_READS, "http_request", "redis"})
# What works on rows, and so hardly on what somebody types.
_ON_ROWS: Final = frozenset(
    {"aggregate", "filter", "pandas", "join", "sql", "json_transform", "loop", "foreach"}
)
_ON_TEXT: Final = frozenset(
    {"generator", "analyzer", "summarizer", "translator", "rewriter", "critic", "schema_validate"}
)


def arranged(understood: Understood, made: Sequence[Draft]) -> list[Draft]:
    """Give the drafts with the reading of what they work on first, and what ends it all last."""
    return _ended(understood, _begun(understood, _looped(made)))


def _looped(made: Sequence[Draft]) -> list[Draft]:
    """
    The drafts, what hangs on a result behind what gives it, though it shares a clause with a loop.

    "Find the mood of each one, and where it is bad, log it": the loop comes first, and no more.
    """
    order = list(made)
    for at, (draft, following) in enumerate(pairwise(made)):
        if draft.component in CHOOSING and following.clause == draft.clause - 1:
            order[at], order[at + 1] = following, draft
            break
    return order


def _begun(understood: Understood, made: Sequence[Draft]) -> list[Draft]:
    """
    The drafts, what is read before what works on it.

    "Sum the amounts by city. The file is sales.csv."
    """
    order = list(made)
    if not order or order[0].component not in _ON_ROWS | _ON_TEXT:
        return order
    at = next((at for at, draft in enumerate(order) if draft.component in _SOURCES), None)
    if at is None or not _is_read(understood, order[at]):
        return order
    if understood.slots.guards[order[at].clause] is not None:
        return order
    is_of_rows = order[0].component in _ON_ROWS and _is_one_thing(order[:at], order[at])
    if is_of_rows or STANDS.search(understood.slots.words(order[at].clause)):
        order.insert(0, order.pop(at))
    return order


def _is_one_thing(before: Sequence[Draft], source: Draft) -> bool:
    """Whether what is read is one thing for all, and not another one for each item of a loop."""
    loops = any(draft.component in {"foreach", "loop"} for draft in before)
    return not loops or source.component != "http_request"


def _ended(understood: Understood, made: Sequence[Draft]) -> list[Draft]:
    """The drafts, what is kept "at the end of it all" last, though it is told first."""
    begin = made[0].clause if made else 0
    ending = [
        draft
        for draft in made
        if draft.clause == begin
        and _writes(understood, draft)
        and ENDS.search(understood.slots.words(draft.clause))
    ]
    return [*(draft for draft in made if draft not in ending), *ending]


def _is_read(understood: Understood, draft: Draft) -> bool:
    """Whether something that has an address is read there."""
    if not any(each.name in _ADDRESSES for each in draft.found):
        return False
    if draft.component == "http_request":
        url = next((each for each in draft.found if each.name == "url"), None)
        end = understood.slots.tokens[url.index].span.start if url else 0
        start = understood.slots.clauses[draft.clause].start
        return bool(COMES.search(understood.request[start:end]))
    return _op(understood, draft) in _READS.get(draft.component, frozenset())


def _writes(understood: Understood, draft: Draft) -> bool:
    return _op(understood, draft) in _WRITES.get(draft.component, frozenset())


def _op(understood: Understood, draft: Draft) -> str:
    setting = vocabulary()[draft.component].settings.get("op")
    return next(iter(fixed_word(understood, draft, setting, 0.0)), "") if setting else ""
