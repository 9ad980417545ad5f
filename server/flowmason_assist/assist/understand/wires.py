"""
What the steps of a plan work on, in words that say the same wherever a step stands.

`^` is the step before, `back:2` the one before that, `same` what the step before works on, `item`
and `$text` speak for themselves, `$` is an input that the request names. `.` behind it is a field.
"""

from collections.abc import Sequence

from flowmason_assist.assist.plan.places import Place, resolve, step_reference
from flowmason_assist.assist.plan.plan import Reference, Step, Value
from flowmason_assist.assist.understand.slots import INPUTS

_FARTHEST = 6


def wire_of(values: Sequence[Value], place: Place, last: Reference | None) -> str:
    """The wire of a setting's references; `last` is what the step before works on."""
    return "+".join(_one(value, place, last) for value in values if isinstance(value, Reference))


def main_reference(step: Step, place: Place) -> Reference | None:
    """What a step works on: the first reference among its settings, `^` resolved."""
    for values in step.settings.values():
        for value in values:
            if isinstance(value, Reference):
                meant = resolve(value, place)
                return meant and meant.model_copy(update={"fields": ()})
    return None


def references_of(wire: str, place: Place, last: Reference | None) -> list[Reference]:
    """The references that a wire means at a place, without fields; those that mean nothing lack."""
    found = [_meant(each.rstrip("."), place, last) for each in wire.split("+")]
    return [reference for reference in found if reference is not None]


def _one(value: Reference, place: Place, last: Reference | None) -> str:
    return _origin(value, place, last) + ("." if value.fields else "")


def _origin(value: Reference, place: Place, last: Reference | None) -> str:
    bare = value.model_copy(update={"fields": ()})
    meant = resolve(bare, place)
    if value.origin == "previous" or (meant is not None and meant == place.previous):
        return "item" if meant is not None and meant.origin == "item" else "^"
    if last is not None and meant == last:
        return "same"
    if value.origin == "input":
        return f"${value.name}" if value.name in INPUTS else "$"
    if value.origin == "item":
        return "item"
    return f"back:{min(place.number - (value.step or 0), _FARTHEST)}"


def _meant(wire: str, place: Place, last: Reference | None) -> Reference | None:
    match wire[:1]:
        case "^":
            return place.previous
        case "i":
            return Reference(origin="item") if place.depth else None
        case "s":
            return last if last is not None and _is_known(last, place) else None
        case "$":
            return Reference(origin="input", name=wire[1:] or "?")
        case "b":
            number = place.number - int(wire.partition(":")[2])
            return step_reference(number) if number in place.sees else None
        case _:
            return None


def _is_known(reference: Reference, place: Place) -> bool:
    """Whether what the step before works on can be referred to here as well."""
    if reference.origin == "item":
        return place.depth > 0
    return reference.step is None or reference.step in place.sees
