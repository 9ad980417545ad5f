"""What a decision is about: what found out the very word that it asks for."""

from typing import Final

from flowmason_assist.assist.plan.families import MOODS
from flowmason_assist.assist.plan.places import step_reference
from flowmason_assist.assist.plan.plan import Reference, Step, Value, walk
from flowmason_assist.assist.plan.tidying import Tidying

_JUDGING: Final = frozenset({"critic", "analyzer"})
_TESTS: Final = ("is", "isnt")


def by_its_label(it: Tidying, number: int) -> None:
    """Decide by the analysis that gives one of the labels that are asked for."""
    step = it.steps[number]
    asked = _asked(step)
    value = step.one("value")
    if not asked or not isinstance(value, Reference) or value.fields:
        return
    giving = [
        each
        for each in sorted(it.places[number - 1].sees)
        if each not in it.left_out and asked <= _given(it.steps[each])
    ]
    if giving and value.step not in giving:
        it.set(number, value=(step_reference(giving[-1]),))
        if value.step is not None and it.steps[value.step].component in _JUDGING:
            _about_the_text(it, number, value, it.steps[giving[-1]].settings["text"])


def _about_the_text(it: Tidying, number: int, judged: Reference, text: tuple[Value, ...]) -> None:
    """Have the cases of a decision work on the text, and not on what was judged about it."""
    step = it.steps[number]
    inside = walk(tuple(each for block in step.blocks for each in block.steps))
    for each, _ in enumerate(inside, start=number + 1):
        changed = {
            name: text for name, values in it.steps[each].settings.items() if values == (judged,)
        }
        it.set(each, **changed)


def _asked(step: Step) -> frozenset[str]:
    """Give the words that a decision holds its value against."""
    if step.component == "router":
        return frozenset(block.label.lower() for block in step.blocks if block.label)
    if step.component not in {"conditional", "return"}:
        return frozenset()
    values = (value for test in _TESTS for value in step.settings.get(test, ()))
    return frozenset(str(value).lower() for value in values)


def _given(step: Step) -> frozenset[str]:
    """Give the words of which an analysis gives one."""
    if step.component != "analyzer":
        return frozenset()
    if step.text("kind") == "sentiment":
        return MOODS
    return frozenset(str(value).lower() for value in step.settings.get("labels", ()))
