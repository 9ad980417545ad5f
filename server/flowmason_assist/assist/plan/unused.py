"""What was read or found out, and what nobody has used so far, is used where it is spoken of."""

import re
from collections.abc import Iterator
from typing import Final

from flowmason_assist.assist.plan.families import ON_ROWS, STORES
from flowmason_assist.assist.plan.places import step_reference
from flowmason_assist.assist.plan.plan import Reference
from flowmason_assist.assist.plan.tidying import Tidying

_READING: Final = frozenset({None, "read", "read_csv", "get", "download", "query", "find"})
_FIGURES: Final = frozenset({"aggregate", "pandas", "sql"})
_FINDING: Final = frozenset({"analyzer", "summarizer", "translator", "critic", "aggregate"})
_ALL: Final = re.compile(
    r"\b(?:both|the two|all (?:three|four|of)|together|everything)\b", re.IGNORECASE
)


def written_from_all(it: Tidying, number: int) -> None:
    """
    Write from all that was read for it, and from all figures where it is about one.

    From what was found out too, if it says so: "both".
    """
    step = it.steps[number]
    about = step.settings.get("about", ())
    if step.component != "generator" or not all(isinstance(each, Reference) for each in about):
        return
    used = [each.step for each in about if isinstance(each, Reference) and each.step]
    is_of_figures = any(it.steps[each].component in _FIGURES for each in used)
    others = list(_unread(it, number, STORES | _FIGURES if is_of_figures else STORES))
    if _ALL.search(step.text("task") or ""):
        others += _unread(it, number, _FINDING)
    if others and len(used) == len(about):
        made = sorted({*used, *others})
        it.set(number, about=tuple(map(step_reference, made)))


def joined_from_read(it: Tidying, number: int) -> None:
    """Join what was read and made of it, in that order, rather than lists that nobody gives."""
    step = it.steps[number]
    sides = [step.one("left"), step.one("right")] if step.component == "join" else []
    given = [each for each in sides if isinstance(each, Reference) and each.origin == "input"]
    others = list(_unread(it, number, STORES | ON_ROWS))[: len(given)]
    for before in others:
        sides[sides.index(given.pop(0))] = step_reference(before)
    made = [each for each in sides if isinstance(each, Reference)]
    if others and len(made) == len(sides):
        left, right = sorted(made, key=lambda each: each.step or 0)
        it.set(number, left=(left,), right=(right,))


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
