"""What was read or found out, and what nobody has used so far, is used where it is spoken of."""

import re
from collections.abc import Iterator
from typing import Final

from flowmason_assist.assist.plan.families import ON_ROWS, STORES
from flowmason_assist.assist.plan.places import step_reference
from flowmason_assist.assist.plan.plan import Reference
from flowmason_assist.assist.plan.tidying import Tidying

_READING: Final = frozenset({None, "read", "read_csv", "get", "download", "query", "find"})
_FINDING: Final = frozenset({"analyzer", "summarizer", "translator", "critic", "aggregate"})
_ALL: Final = re.compile(
    r"\b(?:both|the two|all (?:three|four|of)|together|everything)\b", re.IGNORECASE
)


def written_from_all(it: Tidying, number: int) -> None:
    """Write from all that was read for it; from what was found out too if it says so: "both"."""
    step = it.steps[number]
    about = step.settings.get("about", ())
    if step.component != "generator" or not all(isinstance(each, Reference) for each in about):
        return
    used = [each.step for each in about if isinstance(each, Reference) and each.step]
    others = list(_unread(it, number, STORES))
    if _ALL.search(step.text("task") or ""):
        others += _unread(it, number, _FINDING)
    if others and len(used) == len(about):
        made = sorted({*used, *others})
        it.set(number, about=tuple(map(step_reference, made)))


def joined_from_read(it: Tidying, number: int) -> None:
    """Join what was read and made of it, rather than lists that would have to be given."""
    step = it.steps[number]
    if step.component != "join":
        return
    others = list(_unread(it, number, STORES | ON_ROWS))
    for name in ("left", "right"):
        side = step.one(name)
        if isinstance(side, Reference) and side.origin == "input" and others:
            it.set(number, **{name: (step_reference(others.pop(0)),)})


def _unread(it: Tidying, number: int, components: frozenset[str]) -> Iterator[int]:
    """Give the steps of some components beside and before one whose results no step reads."""
    block = it.places[number - 1].block
    for before in range(1, number):
        step = it.steps[before]
        is_source = step.component not in STORES or (
            step.text("op") in _READING and "body" not in step.settings
        )
        if (
            step.component in components
            and is_source
            and before not in it.left_out
            and it.places[before - 1].block is block
            and not any(it.is_read(before, other) for other in it.steps)
        ):
            yield before
