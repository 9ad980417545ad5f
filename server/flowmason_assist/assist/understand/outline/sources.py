"""What comes in is one thing: it has one name, and in a loop it is the item."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from flowmason_assist.assist.plan.families import SENDING
from flowmason_assist.assist.plan.material import MAIN, is_writing, material
from flowmason_assist.assist.plan.places import Place, explicit, normalize, places
from flowmason_assist.assist.plan.plan import Plan, Reference, Step, Value, walk
from flowmason_assist.assist.understand.outline.tasks import task_of
from flowmason_assist.assist.understand.signs.given import given_in

# Names for the one thing that a request works on; people say "the text", "it", "the message".
_WHOLE = ("text", "data", "message")
_RECORDS = frozenset({"http_request", "mongodb", "postgres"})
_ITEM = Reference(origin="item")


def with_one_source(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Give the steps with one name for what comes in, and the item instead of it in loops."""
    name = next((each for each in _names(steps) if each in _WHOLE), None)
    return tuple(_settled(step, name, in_loop=False) for step in steps)


def with_material(plan: Plan, request: str) -> Plan:
    """
    Give the plan with steps that say what they work on, the text itself before all.

    A prompt works on what is there, or on what the request says that it is given; what is kept or
    sent is what is there, or what comes in.
    """
    plan = explicit(plan)
    steps = dict(enumerate(walk(plan.steps), start=1))
    name = next((each for each in _names(plan.steps) if each in _WHOLE), None)
    given = _Given(request, name)
    found = {place.number: _found(steps, place, given) for place in places(plan)}
    return normalize(plan.model_copy(update={"steps": _telling(plan.steps, found, count(1))}))


@dataclass(frozen=True, slots=True)
class _Given:
    """A request, and the name under which its steps speak of what comes in."""

    request: str
    name: str | None

    def input(self, usual: str) -> Reference:
        """Give what comes in."""
        return Reference(origin="input", name=self.name or usual)


_Told = Mapping[str, tuple[Value, ...]]


def _found(steps: Mapping[int, Step], place: Place, given: _Given) -> _Told:
    """The settings that say what a step works on, with what there is; none where they are said."""
    step = steps[place.number]
    if step.component == "generator" and "task" in step.settings:
        about = _about(steps, place, given)
        task = {"task": (task_of(step, place),)}
        return {**task, "about": about} if about else task
    main = MAIN.get(step.component, "")
    if step.component == "logger" and (decided := _decided(steps, place)):
        return {main: decided}
    is_sending = step.component == "http_request" and step.text("method") in SENDING
    if main in step.settings or "sql" in step.settings or not (is_sending or is_writing(step)):
        return {}
    usual = "data" if step.component in _RECORDS else "text"
    return {main: (material(steps, place.previous) or given.input(usual),)}


def _decided(steps: Mapping[int, Step], place: Place) -> tuple[Value, ...]:
    """The text that a step stands under a decision about, where it would log what was found out."""
    said = steps[place.number].one("message")
    around = [steps[each].one("value") for each in place.controllers]
    read = steps.get(said.step or 0) if isinstance(said, Reference) and said in around else None
    return read.settings["text"] if read is not None and read.component == "analyzer" else ()


def _about(steps: Mapping[int, Step], place: Place, given: _Given) -> tuple[Value, ...]:
    """What a prompt is about: what it says, or what is there; behind an analysis the text too."""
    step = steps[place.number]
    said = step.settings.get("about", ())
    read = [each.step for each in said if isinstance(each, Reference) and each.step]
    is_told = bool(said) and not any(steps[number].component == "analyzer" for number in read)
    found = material(steps, place.previous)
    if found is None and not said:
        usual = given_in(step.text("task") or "", given.request)
        return (given.input(usual),) if usual else ()
    if is_told or found is None or found in said:
        return said
    return (found, *said)


def _telling(
    steps: tuple[Step, ...],
    found: Mapping[int, _Told],
    numbers: Iterator[int],
) -> tuple[Step, ...]:
    made = []
    for step in steps:
        told = found[next(numbers)]
        blocks = tuple(
            block.model_copy(update={"steps": _telling(block.steps, found, numbers)})
            for block in step.blocks
        )
        settings = {**step.settings, **told}
        made.append(step.model_copy(update={"settings": settings, "blocks": blocks}))
    return tuple(made)


def _names(steps: tuple[Step, ...]) -> Iterator[str]:
    for step in steps:
        for value in (value for values in step.settings.values() for value in values):
            if isinstance(value, Reference) and value.name and not value.fields:
                yield value.name
        for block in step.blocks:
            yield from _names(block.steps)


def _settled(step: Step, name: str | None, *, in_loop: bool) -> Step:
    settings = {
        each: tuple(_one(value, name, in_loop=in_loop) for value in values)
        for each, values in step.settings.items()
    }
    inside = in_loop or step.component == "foreach"
    blocks = tuple(
        block.model_copy(
            update={"steps": tuple(_settled(each, name, in_loop=inside) for each in block.steps)}
        )
        for block in step.blocks
    )
    return step.model_copy(update={"settings": settings, "blocks": blocks})


def _one(value: Value, name: str | None, *, in_loop: bool) -> Value:
    if not isinstance(value, Reference) or value.name not in _WHOLE:
        return value
    if in_loop:
        return _ITEM.of_fields(*value.fields)
    if value.fields or name is None:
        return value
    return value.model_copy(update={"name": name})
