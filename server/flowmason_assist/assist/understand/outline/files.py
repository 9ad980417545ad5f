"""Files of a folder are read before anything is done with what is in them."""

from collections.abc import Iterator, Mapping

from flowmason_assist.assist.plan.material import MAIN
from flowmason_assist.assist.plan.places import ITEM, explicit, normalize, step_reference
from flowmason_assist.assist.plan.plan import Block, Condition, Plan, Reference, Step, Value, walk

_ON_TEXT = frozenset(
    {"generator", "analyzer", "summarizer", "translator", "rewriter", "critic", "chat", "embedder"}
)


def with_files_read(plan: Plan) -> Plan:
    """
    Give the plan with a step that reads each file where a loop over a folder works on texts.

    A folder lists names; what a text step is given there would be the name.
    """
    plan = explicit(plan)
    steps = dict(enumerate(walk(plan.steps), start=1))
    loops = [number for number in steps if _lists_only(steps, number)]
    if not loops:
        return normalize(plan)
    # A step that is put in stands first in its loop, and moves those behind it on by one.
    numbers = {old: old + sum(loop < old for loop in loops) for old in steps}
    rebuilt = _Reading(numbers, frozenset(loops))
    return normalize(
        plan.model_copy(
            update={
                "steps": rebuilt.body(plan.steps, iter(steps)),
                "output": tuple(rebuilt.moved(each) for each in plan.output),
            }
        )
    )


def _lists_only(steps: Mapping[int, Step], number: int) -> bool:
    """Whether a step is a loop over a folder whose body reads no file but works on texts."""
    items = steps[number].one("items")
    listed = steps.get(items.step or 0) if isinstance(items, Reference) else None
    if steps[number].component != "foreach" or listed is None or listed.component != "local_file":
        return False
    inside = list(walk(tuple(each for block in steps[number].blocks for each in block.steps)))
    reads = any(
        each.component in {"local_file", "s3"} and each.text("op") == "read" for each in inside
    )
    return listed.text("op") == "list" and not reads and inside[0].component in _ON_TEXT


class _Reading:
    """A plan with steps put in, whose references are moved on with what they mean."""

    def __init__(self, numbers: Mapping[int, int], loops: frozenset[int]) -> None:
        self._numbers = numbers
        self._loops = loops

    def body(
        self, steps: tuple[Step, ...], counted: Iterator[int], read: Reference | None = None
    ) -> tuple[Step, ...]:
        """Give steps, which work on a file that was read, where one was."""
        made = []
        for step in steps:
            number = next(counted)
            blocks = tuple(self._block(block, number, counted, read) for block in step.blocks)
            settings = {
                name: tuple(self._value(value, step, name, read) for value in values)
                for name, values in step.settings.items()
            }
            made.append(step.model_copy(update={"settings": settings, "blocks": blocks}))
        return tuple(made)

    def moved(self, reference: Reference) -> Reference:
        """Give a reference with the number that its step has now."""
        if reference.step is None:
            return reference
        return reference.model_copy(update={"step": self._numbers[reference.step]})

    def _block(
        self, block: Block, number: int, counted: Iterator[int], read: Reference | None
    ) -> Block:
        if number not in self._loops:
            return block.model_copy(update={"steps": self.body(block.steps, counted, read)})
        reading = Step(component="local_file", settings={"op": ("read",), "path": (ITEM,)})
        first = step_reference(self._numbers[number] + 1)
        steps = self.body(block.steps, counted, first)
        return block.model_copy(update={"steps": (reading, *steps)})

    def _value(self, value: Value, step: Step, name: str, read: Reference | None) -> Value:
        if isinstance(value, Condition) and isinstance(value.value, Reference):
            return value.model_copy(update={"value": self.moved(value.value)})
        if not isinstance(value, Reference):
            return value
        is_text = step.component in _ON_TEXT and name in {MAIN.get(step.component), "about"}
        return read if read is not None and is_text and value == ITEM else self.moved(value)
