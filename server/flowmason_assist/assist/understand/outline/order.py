"""In which order the clauses of a request run, where it is not that of the words."""

from collections.abc import Sequence

from flowmason_assist.assist.plan.families import CHOOSING
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.features import shown
from flowmason_assist.assist.understand.guards import Case
from flowmason_assist.assist.understand.signs.demanding import SUCCEEDS


def running_order(slots: Slots, asked: Sequence[Sequence[str]]) -> list[int]:
    """
    Give the clauses in the order in which they run.

    "Before translating, summarise it": what is told first runs second. "Log it after you sent it"
    and "write a note for each of them": the same.
    """
    order = list(range(len(asked)))
    for clause in range(len(asked)):
        opener = shown(slots, clause)[:2]
        following = clause + 1 if clause + 1 < len(asked) else None
        if opener[:1] == ["before"] and not (clause and asked[clause - 1]) and following:
            order[clause], order[following] = order[following], order[clause]
        elif (
            clause
            and (_comes_first(opener, asked, clause) or _is_postposed(slots, clause))
            and asked[clause - 1]
            and order[clause] == clause
        ):
            order[clause - 1], order[clause] = order[clause], order[clause - 1]
    return _by_outcome(slots, asked, _successes_first(slots, asked, order))


def _successes_first(slots: Slots, asked: Sequence[Sequence[str]], order: list[int]) -> list[int]:
    """
    The clauses with what is done on success before what is done on failure.

    "Fetch it; if that fails, log it. Otherwise keep the open ones": these are kept of what came.
    """
    caught = next(
        (at for at in order if (guard := slots.guards[at]) and guard.case is Case.CATCH), None
    )
    if caught is None or any(CHOOSING.intersection(names) for names in asked):
        return order
    later = [at for at in order if at > caught and _is_success(slots, at)]
    if not later:
        return order
    place = order.index(caught)
    moved = order[order.index(later[0]) :]
    return [*order[:place], *moved, *(at for at in order[place:] if at not in moved)]


def _by_outcome(slots: Slots, asked: Sequence[Sequence[str]], order: list[int]) -> list[int]:
    """Give the clauses with what is done when a check holds first, unless the run ends else."""
    held: dict[bool, int] = {}
    for at in sorted(order):
        guard = slots.guards[at]
        if guard is not None and guard.holds is not None:
            held.setdefault(guard.holds, at)
    if len(held) < len((True, False)):
        return order
    ends = sorted((*held.values(), len(order)))
    blocks = {at: list(range(at, ends[ends.index(at) + 1])) for at in held.values()}
    stops = any("return" in asked[at] for at in blocks[held[False]])
    moved = [*blocks[held[not stops]], *blocks[held[stops]]]
    return [*(at for at in order if at < ends[0]), *moved]


def _is_success(slots: Slots, clause: int) -> bool:
    guard = slots.guards[clause]
    return guard is not None and (
        guard.case is Case.ELSE or SUCCEEDS.match(slots.words(clause)) is not None
    )


def _comes_first(opener: Sequence[str], asked: Sequence[Sequence[str]], clause: int) -> bool:
    """Whether a clause runs before the one before: "send it once it is put into English"."""
    if opener[:1] in (["once"], ["but"]):
        return _SENDING.issuperset(asked[clause - 1]) and _TEXT_WORK.issuperset(asked[clause])
    return opener[:1] == ["after"] or opener == ["but", "first"]


_SENDING = frozenset({"output_router", "http_request", "mongodb", "postgres", "s3", "redis"})
_TEXT_WORK = frozenset({"translator", "rewriter", "summarizer", "improver", "generator"})


def _is_postposed(slots: Slots, clause: int) -> bool:
    """Whether a clause says behind a deed on what it is done: "a note for each guest"."""
    start = slots.starts[clause]
    words = [token.lower for token in slots.tokens[start : start + 2]]
    is_loop = words[:1] in (["for"], ["of"]) and words[1:] in (["each"], ["every"])
    return is_loop and slots.tokens[start - 1].text[-1].isalnum()
