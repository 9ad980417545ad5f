"""A plan while it is put right: its steps by number, and what is to become of them."""

from collections.abc import Iterator

from flowmason_assist.assist.plan.material import material
from flowmason_assist.assist.plan.places import places
from flowmason_assist.assist.plan.plan import Condition, Plan, Reference, Step, Value, walk


class Tidying:
    """A plan whose references say which step they mean, and what is to become of its steps."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.steps = dict(enumerate(walk(plan.steps), start=1))
        self.places = places(plan)
        self.left_out: dict[int, Reference] = {}
        self.hoisted: set[int] = set()

    def set(self, number: int, **settings: tuple[Value, ...] | None) -> None:
        """Change settings of a step; None takes one away."""
        step = self.steps[number]
        changed = {**step.settings, **settings}
        kept = {name: values for name, values in changed.items() if values is not None}
        self.steps[number] = step.model_copy(update={"settings": kept})

    def material(self, number: int) -> Reference | None:
        """Give what the steps before one work on."""
        return material(self.steps, self.places[number - 1].previous)

    def read_before(self, number: int) -> frozenset[int]:
        """Give the steps whose output the steps before one refer to."""
        values = (
            value
            for before in range(1, number)
            for several in self.steps[before].settings.values()
            for value in several
        )
        return frozenset(each.step for each in values if isinstance(each, Reference) and each.step)

    def is_read(self, number: int, by: int) -> bool:
        """Whether a step refers to what another one gives."""
        values = (value for several in self.steps[by].settings.values() for value in several)
        return any(isinstance(each, Reference) and each.step == number for each in values)

    def read(self, number: int, name: str) -> tuple[int, Step] | None:
        """Give the step whose main output a setting refers to."""
        value = self.steps[number].one(name)
        if not isinstance(value, Reference) or value.step is None or value.fields:
            return None
        return (value.step, self.steps[value.step]) if value.step in self.steps else None


def rebuilt(it: Tidying) -> Plan:
    """Give the plan with its steps as they are now, references moved on with what they mean."""
    kept = [number for number in it.steps if number not in it.left_out]
    numbers = {old: new for new, old in enumerate(kept, start=1)}

    def meant(value: Value) -> Value:
        if isinstance(value, Condition):
            held = value.value
            is_read = isinstance(held, Reference)
            return value.model_copy(update={"value": meant(held)}) if is_read and held else value
        if not isinstance(value, Reference) or value.step is None:
            return value
        target = value
        while target.step in it.left_out:
            target = it.left_out[target.step].of_fields(*target.fields)
        return target.model_copy(update={"step": numbers.get(target.step or 0, target.step)})

    counted = iter(range(1, len(it.steps) + 1))

    def body(steps: tuple[Step, ...]) -> Iterator[Step]:
        for step in steps:
            number = next(counted)
            current = it.steps[number]
            blocks = tuple(
                block.model_copy(update={"steps": tuple(body(block.steps))})
                for block in step.blocks
            )
            if number in it.hoisted:
                yield from (inner for block in blocks for inner in block.steps)
            elif number not in it.left_out:
                settings = {
                    name: tuple(meant(value) for value in values)
                    for name, values in current.settings.items()
                }
                yield current.model_copy(update={"settings": settings, "blocks": blocks})

    steps = tuple(body(it.plan.steps))
    output = tuple(each for each in map(meant, it.plan.output) if isinstance(each, Reference))
    return it.plan.model_copy(update={"steps": steps, "output": output})
