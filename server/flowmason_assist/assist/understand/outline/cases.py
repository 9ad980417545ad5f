"""What is to be done in the cases of a request, where no clause says so by a known verb."""

from collections.abc import Callable

from flowmason_assist.assist.plan.families import CHOOSING
from flowmason_assist.assist.understand.guards import Case
from flowmason_assist.assist.understand.outline.asking import Asked
from flowmason_assist.assist.understand.signs.demanding import NOTHING


def _written(view: Asked) -> None:
    """Have written what a case is to have: "holiday: a polite no", "otherwise a kind refusal"."""
    for clause, guard in enumerate(view.slots.guards):
        if guard is None or guard.case not in {Case.LABEL, Case.ELSE, Case.TEST}:
            continue
        done = _where_done(view, clause)
        if done is None or view.names[done] or NOTHING.search(view.words(done)):
            continue
        if guard.case is not Case.TEST and not view.has(CHOOSING, range(clause + 1)):
            continue
        if guard.case is Case.TEST and "conditional" not in view.names[clause]:
            continue
        view.add(done, "generator")


def _settled(view: Asked) -> None:
    """What a check comes to decides: "all there? …; something missing? …"."""
    for clause, guard in enumerate(view.slots.guards):
        if guard is None or guard.holds is None or guard.case is not Case.TEST:
            continue
        if view.last(_CHECKS, clause) is not None and not view.has(
            CHOOSING | {"return"}, range(len(view.names))
        ):
            view.add(clause, "conditional")


def _where_done(view: Asked, clause: int) -> int | None:
    """Give the clause that says what is done in a case: the one of the case, or the next."""
    guard = view.slots.guards[clause]
    if guard is not None and guard.case is Case.ELSE and _only_says_when(view, clause):
        return clause + 1
    if guard is not None and guard.case is not Case.TEST and _rest(view, clause) >= _FEW:
        return clause
    following = clause + 1
    if following >= len(view.names) or view.slots.guards[following] is not None:
        return None
    return following if len(view.words(following).split()) >= _FEW else None


def _only_says_when(view: Asked, clause: int) -> bool:
    """Whether a clause does no more than name its case: "if none of the three applies"."""
    is_short = len(view.words(clause).split()) <= _MANY
    following = clause + 1
    asks = following < len(view.names) and bool(view.names[following])
    return is_short and asks and view.slots.guards[following] is None


def _rest(view: Asked, clause: int) -> int:
    """Give how many words a clause has behind what names its case."""
    guard = view.slots.guards[clause]
    ends = (*view.slots.starts[1:], len(view.slots.tokens))
    first = view.slots.starts[clause]
    if guard is not None and guard.label is not None:
        first = max(first, guard.label.at) + 1
    return sum(token.is_word for token in view.slots.tokens[first : ends[clause]])


_CHECKS = ("schema_validate", "local_file", "redis", "s3", "mongodb")
_FEW = 2
_MANY = 6
CASE_RULES: tuple[Callable[[Asked], None], ...] = (_settled, _written)
