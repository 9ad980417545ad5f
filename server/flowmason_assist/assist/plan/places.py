"""What `^` means at each step of a plan, and the one way in which each reference is written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from flowmason_assist.assist.plan.plan import (
    Block,
    Condition,
    Plan,
    Reference,
    Step,
    Value,
)

PREVIOUS = Reference(origin="previous")
ITEM = Reference(origin="item")


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where a step stands.

    `previous` is what `^` means here, None where nothing comes before. `is_first` says that the
    step is the first of a body, where `^` is what the controller stands on. `sees` are the numbers
    of the steps that it may refer to.
    """

    number: int
    previous: Reference | None
    is_first: bool
    depth: int  # How many foreach steps stand around it.
    controllers: tuple[int, ...]
    block: Block | None
    sees: frozenset[int]


def places(plan: Plan) -> tuple[Place, ...]:
    """Give the place of each step, in the order in which steps are counted."""
    return tuple(_Walk().body(plan.steps, _Around(None, 0, (), None, frozenset())))


def resolve(reference: Reference, place: Place) -> Reference | None:
    """Say `^` as what it means at a place; None where it means nothing."""
    if reference.origin != "previous":
        return reference
    return place.previous and place.previous.of_fields(*reference.fields)


def normalize(plan: Plan) -> Plan:
    """
    Write each reference in the one way that is canonical.

    That is `item` for the item, `^` for the step before, and `@n` for everything else that a step
    or a controller gave.
    """
    where = iter(places(plan))
    last = (step_reference(_number_of_last(plan.steps)),) if plan.steps else ()
    steps = tuple(_normal_step(step, where, _normal_reference) for step in plan.steps)
    return plan.model_copy(
        update={"steps": steps, "output": () if plan.output == last else plan.output}
    )


def explicit(plan: Plan) -> Plan:
    """Write each reference as what it means, never as the step before."""
    where = iter(places(plan))
    last = (step_reference(_number_of_last(plan.steps)),) if plan.steps else ()
    steps = tuple(_normal_step(step, where, _meant) for step in plan.steps)
    return plan.model_copy(update={"steps": steps, "output": plan.output or last})


def step_reference(number: int) -> Reference:
    """Give the reference to the main output of a step."""
    return Reference(origin="step", step=number)


def visible(where: Sequence[Place], place: Place, numbers: Iterable[int]) -> tuple[Reference, ...]:
    """
    Give the references by which steps are referred to at a place; those that cannot be lack.

    Behind a loop that is the loop, for whatever ran in it; in a loop what stands outside of it is
    not what its items are.
    """
    found = (_visible(where, place, number) for number in numbers)
    return tuple(step_reference(number) for number in found if number is not None)


def _visible(where: Sequence[Place], place: Place, number: int) -> int | None:
    if place.depth > where[number - 1].depth:
        return None
    if number in place.sees:
        return number
    around = (each for each in where[number - 1].controllers if each in place.sees)
    return next((each for each in around if each not in place.controllers), None)


_Write = Callable[[Reference, Place], Reference]


@dataclass(frozen=True, slots=True)
class _Around:
    previous: Reference | None
    depth: int
    controllers: tuple[int, ...]
    block: Block | None
    sees: frozenset[int]
    outside: frozenset[int] | None = None  # What can be seen outside of the loop around.


class _Walk:
    """Counts steps on the way through nested bodies."""

    def __init__(self) -> None:
        self.count = 0

    def body(self, steps: tuple[Step, ...], around: _Around) -> Iterator[Place]:
        previous, sees = around.previous, around.sees
        for index, step in enumerate(steps):
            self.count += 1
            number = self.count
            place = Place(
                number,
                previous,
                index == 0 and around.block is not None,
                around.depth,
                around.controllers,
                around.block,
                sees,
            )
            yield place
            for block in step.blocks:
                yield from self.body(block.steps, _inside(step, block, place, around))
            sees = sees | self._seen_after(step, number, around)
            previous = step_reference(number)

    def _seen_after(self, step: Step, number: int, around: _Around) -> set[int]:
        """
        Give which of a step and those inside of it can be seen behind it.

        What ran in a branch can; what ran in a loop cannot, and of a loop in a loop nothing at
        all, since the engine only runs it for all items of the outer one together.
        """
        if step.component != "foreach":
            return {number, *range(number + 1, self.count + 1)}
        return {number} if around.outside is None else set()


def _inside(step: Step, block: Block, place: Place, around: _Around) -> _Around:
    controllers = (*place.controllers, place.number)
    if step.component == "foreach":
        outside = place.sees if around.outside is None else around.outside
        return _Around(ITEM, place.depth + 1, controllers, block, outside, outside)
    previous = place.previous
    sees = place.sees
    value = step.one("value")
    if isinstance(value, Reference):
        previous = resolve(value, place)
    elif block.name == "catch":
        previous = step_reference(place.number)
        sees = sees | {place.number}
    return _Around(previous, place.depth, controllers, block, sees, around.outside)


def _number_of_last(steps: tuple[Step, ...]) -> int:
    return 1 + sum(_size(step) for step in steps[:-1])


def _size(step: Step) -> int:
    return 1 + sum(_size(inner) for block in step.blocks for inner in block.steps)


def _meant(reference: Reference, place: Place) -> Reference:
    return resolve(reference, place) or reference


def _normal_step(step: Step, where: Iterator[Place], write: _Write) -> Step:
    place = next(where)
    settings = {
        name: tuple(_normal_value(value, place, write) for value in values)
        for name, values in step.settings.items()
    }
    blocks = tuple(
        block.model_copy(
            update={"steps": tuple(_normal_step(each, where, write) for each in block.steps)}
        )
        for block in step.blocks
    )
    return step.model_copy(update={"settings": settings, "blocks": blocks})


def _normal_value(value: Value, place: Place, write: _Write) -> Value:
    if isinstance(value, Condition) and isinstance(value.value, Reference):
        return value.model_copy(update={"value": write(value.value, place)})
    return write(value, place) if isinstance(value, Reference) else value


def _normal_reference(reference: Reference, place: Place) -> Reference:
    meant = resolve(reference, place)
    if meant is None or meant.origin == "item":
        return meant or reference
    is_caught = place.block is not None and place.block.name == "catch"
    before = place.previous
    if before is None or before.origin != "step" or (place.is_first and not is_caught):
        return meant
    is_previous = meant.origin == "step" and meant.step == before.step and not before.fields
    return PREVIOUS.of_fields(*meant.fields) if is_previous else meant
