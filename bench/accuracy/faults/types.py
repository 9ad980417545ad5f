"""References that resolve to a value of a type that the field does not take."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from bench.accuracy.data import STORES, TABLES
from bench.accuracy.faults.patient import Fault, Patient, Slot
from bench.accuracy.fields import components
from bench.accuracy.source import kind_of

Places = tuple[str, ...] | None
HARMLESS_KINDS: Final = frozenset({"text", "int", "float", "bool", "list", "object"})


def _fields(patient: Patient, kinds: Sequence[str]) -> list[tuple[Slot, str]]:
    """Fields of these kinds, with a text in them, and the kind of each."""
    found: list[tuple[Slot, str]] = []
    for slot in patient.slots():
        stage = patient.stages[slot.stage]
        if slot.container is stage["config"]:
            field = components()[stage["component_type"]].inputs[slot.key]
            if field.kind in kinds:
                found.append((slot, field.kind))
    return found


def _paths(value: object, path: str) -> Iterator[tuple[str, str]]:
    """All paths into the input, with the kind of what is there."""
    yield path, kind_of(value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, f"{path}.{key}")


def _inputs(patient: Patient, kinds: Sequence[str]) -> list[str]:
    sample: dict[str, Any] = patient.pipeline.get("sample_input", {})
    return [path for path, kind in _paths(sample, "input") if kind in kinds and path != "input"]


def _outputs(patient: Patient, here: str, kinds: Sequence[str]) -> list[str]:
    return [
        f"upstream.{one}.{field.name}"
        for one in sorted(patient.before(here))
        for field in components()[patient.stage(one)["component_type"]].outputs.values()
        if field.kind in kinds and not field.optional
    ]


def _clash(fields: Sequence[str], inputs: Sequence[str], outputs: Sequence[str]) -> Fault:
    """Refer to a value of another kind, from the input or from a stage that has run."""

    def apply(patient: Patient) -> Places:
        found = _fields(patient, fields)
        if not found:
            return None
        slot, _ = patient.dice.pick(found)
        paths = [
            *_inputs(patient, inputs),
            *_outputs(patient, patient.ids[slot.stage], outputs),
        ]
        if not paths:
            return None
        slot.put("{{" + patient.dice.pick(paths) + "}}")
        return (slot.pointer,)

    return Fault(apply, "harmless")


def _computed(fields: Sequence[str], kinds: Sequence[str]) -> Fault:
    """Refer to a value that a stage is certain to compute, and that is of another kind."""

    def apply(patient: Patient) -> Places:
        for slot, _ in patient.dice.shuffled(_fields(patient, fields)):
            done = patient.before(patient.ids[slot.stage])
            paths = [
                path
                for path, kind in patient.known.items()
                if kind in kinds and path.split(".")[1] in done
            ]
            if paths:
                slot.put("{{" + patient.dice.pick(paths) + "}}")
                return (slot.pointer,)
        return None

    return Fault(apply, "harmless")


def part_of_computed(patient: Patient) -> Places:
    """A part that a computed value does not have."""
    fits = [
        slot
        for slot in patient.templates("upstream.")
        if patient.known.get(slot.path) in {"text", "int", "float", "bool", "list", "records"}
    ]
    if not fits:
        return None
    slot = patient.dice.pick(fits)
    slot.rewrite(f"{slot.path}.{patient.dice.pick(['name', '0', 'total', 'first'])}")
    return (slot.pointer,)


def swapped(patient: Patient) -> Places:
    """Some other value in the place of one that fits."""
    found = _fields(patient, sorted(HARMLESS_KINDS))
    if not found:
        return None
    slot, _ = patient.dice.pick(found)
    everything = ["text", "int", "float", "bool", "list", "texts", "records", "object"]
    paths = _inputs(patient, everything)
    paths += _outputs(patient, patient.ids[slot.stage], [*everything, "choice"])
    if not paths:
        return None
    slot.put("{{" + patient.dice.pick(paths) + "}}")
    return (slot.pointer,)


def structure_in_texts(patient: Patient) -> Places:
    """A list or an object as one of several texts."""
    fits = [
        slot
        for slot in patient.slots()
        if isinstance(slot.container, list)
        and slot.pointer.split("/")[-2] in {"inputs", "candidates", "criteria", "improvements"}
    ]
    if not fits:
        return None
    slot = patient.dice.pick(fits)
    paths = _inputs(patient, ["texts", "records", "object", "int", "float"])
    paths += _outputs(patient, patient.ids[slot.stage], ["list", "object", "int", "float"])
    if not paths:
        return None
    slot.put("{{" + patient.dice.pick(paths) + "}}")
    return (slot.pointer, slot.pointer.rsplit("/", 1)[0])


def nullable_into_required(patient: Patient) -> Places:
    """An output that may be null in a field that takes none."""
    found = _fields(patient, ["text", "list", "object", "int"])
    patient.dice.shuffled(found)
    for slot, _ in found:
        here = patient.ids[slot.stage]
        paths = [
            f"upstream.{one}.{field.name}"
            for one in sorted(patient.before(here))
            for component in [patient.stage(one)["component_type"]]
            if component not in STORES and component not in TABLES
            for field in components()[component].outputs.values()
            if field.optional
        ]
        if paths:
            slot.put("{{" + patient.dice.pick(paths) + "}}")
            return (slot.pointer,)
    return None


TYPES: Final[dict[str, Fault]] = {
    "number-into-text": _clash(["text"], ["int", "float"], ["int", "float"]),
    "flag-into-text": _clash(["text"], ["bool"], ["bool"]),
    "list-into-text": _clash(["text"], ["texts", "records", "list"], ["list"]),
    "object-into-text": _clash(["text"], ["object"], ["object"]),
    "text-into-list": _clash(["list"], ["text"], ["text"]),
    "object-into-list": _clash(["list"], ["object"], ["object"]),
    "number-into-list": _clash(["list"], ["int", "float"], ["int", "float", "bool"]),
    "text-into-object": _clash(["object"], ["text"], ["text"]),
    "list-into-object": _clash(["object"], ["texts", "records"], ["list"]),
    "text-into-number": _clash(["int", "float"], ["text"], ["text"]),
    "fraction-into-int": _clash(["int"], ["float"], ["float"]),
    "text-into-flag": _clash(["bool"], ["text"], ["text"]),
    "number-into-flag": _clash(["bool"], ["int", "float"], ["int", "float"]),
    "computed-number-into-text": _computed(["text"], ["int", "float"]),
    "computed-flag-into-text": _computed(["text"], ["bool"]),
    "computed-list-into-text": _computed(["text"], ["list", "texts", "records"]),
    "computed-object-into-text": _computed(["text"], ["object"]),
    "computed-text-into-list": _computed(["list"], ["text"]),
    "computed-number-into-list": _computed(["list"], ["int", "float"]),
    "computed-list-into-object": _computed(["object"], ["list", "texts", "records"]),
    "part-of-computed": Fault(part_of_computed),
    "another-value": Fault(swapped, "unclear"),
    "structure-in-texts": Fault(structure_in_texts),
    "nullable-into-required": Fault(nullable_into_required, "unclear"),
}
