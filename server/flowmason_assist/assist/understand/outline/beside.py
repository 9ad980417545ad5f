"""
Steps that stand beside each other: what the second one works on is what the first one did.

Two filters of one list, two figures of the same rows, a summary and the topics of one text: nobody
means the summary's topics.
"""

from collections.abc import Sequence

from flowmason_assist.assist.plan.material import is_sending, is_writing
from flowmason_assist.assist.plan.plan import Condition, Reference, Step, Value
from flowmason_assist.assist.understand.outline.recall import TAKES

_ALIKE = frozenset({"filter", "aggregate", "translator", "summarizer", "rewriter", "analyzer"})
_MAKING = _ALIKE | {"generator", "pandas"}
_ABOUT_ONE_TEXT = frozenset({"summarizer", "analyzer"})


def source_beside(
    steps: Sequence[Step], step: Step, reference: Reference, *, is_apart: bool
) -> Reference | None:
    """
    Give what a step works on that would work on the result of one beside it; None if not so.

    `is_apart` says that the request keeps the two apart: "independently of that".
    """
    seen = 0
    before = _read(steps, reference)
    is_over = False
    while before is not None and seen < len(steps):
        if not (is_writing(before) or is_sending(before)):
            break
        is_over = True
        seen += 1
        held = _source(before)
        before = None if held is None else _read(steps, held)
    if before is None or reference.fields:
        return None
    are_both_makers = {before.component, step.component} <= _MAKING
    if (is_apart and are_both_makers) or _is_beside(before, step, is_over=is_over):
        return _source(before)
    return None


def _is_beside(before: Step, step: Step, *, is_over: bool) -> bool:
    """Whether two steps do alike; `is_over` says that the result of the first one was kept."""
    names = {before.component, step.component}
    if names == {"filter"} and not is_over:
        return bool(_compared(before) & _compared(step))
    is_alike = len(names) == 1 and names <= _ALIKE
    is_figure = is_over and (before.component, step.component) == ("pandas", "aggregate")
    return is_figure or names == _ABOUT_ONE_TEXT or (is_alike and _says(before) != _says(step))


def _says(step: Step) -> dict[str, tuple[Value, ...]]:
    """What a step says beside what it works on."""
    takes = TAKES.get(step.component, ())
    return {name: values for name, values in step.settings.items() if name not in takes}


def _compared(step: Step) -> set[tuple[str, ...]]:
    values = step.settings.get("where", ())
    return {value.fields for value in values if isinstance(value, Condition)}


def _read(steps: Sequence[Step], reference: Reference) -> Step | None:
    return steps[reference.step - 1] if reference.step else None


def _source(step: Step) -> Reference | None:
    takes = TAKES.get(step.component, ())
    value = step.one(takes[0]) if len(takes) == 1 else None
    return value if isinstance(value, Reference) else None
