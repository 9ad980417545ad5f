"""Dependencies that are wrong, missing, or go round in circles."""

from typing import Final

from bench.accuracy.faults.known import controlled, mentions
from bench.accuracy.faults.patient import Fault, Patient, Slot, misspelt

Places = tuple[str, ...] | None


def _replaced(form: str) -> Fault:
    """Write a dependency in a form that names no stage."""

    def apply(patient: Patient) -> Places:
        fits = [index for index, stage in enumerate(patient.stages) if stage.get("depends_on")]
        if not fits:
            return None
        index = patient.dice.pick(fits)
        depends_on = patient.stages[index]["depends_on"]
        place = patient.dice.number(0, len(depends_on) - 1)
        right = depends_on[place]
        wrong = form.format(id=right, upper=right.swapcase(), typo=misspelt(right, patient.dice))
        if wrong in patient.ids:
            return None
        depends_on[place] = wrong
        return (patient.at(index, "depends_on", place), patient.at(index, "depends_on"))

    return Fault(apply)


def _extra(name: str) -> Fault:
    """Add a dependency on something that is no stage."""

    def apply(patient: Patient) -> Places:
        index = patient.some_stage()
        if index is None or name in patient.ids:
            return None
        depends_on = patient.stages[index].setdefault("depends_on", [])
        depends_on.append(name)
        return (patient.at(index, "depends_on", len(depends_on) - 1),)

    return Fault(apply)


def waits_for_itself(patient: Patient) -> Places:
    """A stage that depends on itself."""
    index = patient.some_stage()
    if index is None:
        return None
    depends_on = patient.stages[index].setdefault("depends_on", [])
    depends_on.append(patient.ids[index])
    return (patient.at(index, "depends_on", len(depends_on) - 1), patient.at(index, "depends_on"))


def _cycle(length: int) -> Fault:
    """Close a circle of so many stages."""

    def apply(patient: Patient) -> Places:
        chain = _chain(patient, length)
        if chain is None:
            return None
        first, *_, last = chain
        depends_on = patient.stage(first).setdefault("depends_on", [])
        depends_on.append(last)
        places = [patient.at(patient.index(first), "depends_on", len(depends_on) - 1)]
        for stage, needed in zip(chain[1:], chain, strict=False):
            written = patient.stage(stage)["depends_on"]
            places.append(patient.at(patient.index(stage), "depends_on", written.index(needed)))
        return tuple(places)

    return Fault(apply)


def _chain(patient: Patient, length: int) -> list[str] | None:
    """So many stages, each of which names the one before it in `depends_on`."""
    for start in patient.dice.shuffled(patient.ids):
        chain = [start]
        while len(chain) < length:
            needed = [
                one for one in patient.stage(chain[0]).get("depends_on", ()) if one not in chain
            ]
            if not needed:
                break
            chain.insert(0, patient.dice.pick(needed))
        if len(chain) == length:
            return chain
    return None


def no_dependencies(patient: Patient) -> Places:
    """A stage that uses others without waiting for any."""
    found = _user(patient)
    if found is None:
        return None
    slot, _ = found
    stage = patient.stages[slot.stage]
    if patient.dice.chance(0.5):
        del stage["depends_on"]
    else:
        stage["depends_on"] = []
    return (slot.pointer, patient.at(slot.stage, "depends_on"), patient.at(slot.stage))


def one_dependency_less(patient: Patient) -> Places:
    """A stage that no longer names the stage whose output it uses."""
    found = _user(patient)
    if found is None:
        return None
    slot, needed = found
    patient.stages[slot.stage]["depends_on"].remove(needed)
    return (slot.pointer, patient.at(slot.stage, "depends_on"), patient.at(slot.stage))


def _user(patient: Patient) -> tuple[Slot, str] | None:
    """A reference to a stage that is named in `depends_on`, outside of control flow."""
    inside = controlled(patient)
    fits = [
        (slot, needed)
        for slot in patient.templates("upstream.")
        for needed in [slot.path.split(".")[1]]
        if patient.ids[slot.stage] not in inside
        and needed in patient.stages[slot.stage].get("depends_on", ())
    ]
    return patient.dice.pick(fits) if fits else None


def renamed_stage(patient: Patient) -> Places:
    """A stage with a new id that those who use it do not know."""
    old = _needed(patient)
    if old is None:
        return None
    patient.stage(old)["id"] = "renamed_stage"
    return mentions(patient, old)


def deleted_stage(patient: Patient) -> Places:
    """A stage that others need and that is no longer there."""
    old = _needed(patient)
    if old is None:
        return None
    del patient.stages[patient.index(old)]
    return mentions(patient, old)


def _needed(patient: Patient) -> str | None:
    """A stage that others wait for."""
    used = {one for stage in patient.stages for one in stage.get("depends_on", ())}
    return patient.dice.pick(sorted(used)) if used else None


def same_id_twice(patient: Patient) -> Places:
    """Two stages with one id: only one of them ever runs."""
    if len(patient.stages) < 2:  # noqa: PLR2004
        return None
    kept, lost = patient.dice.some(range(len(patient.stages)), 2, 2)
    patient.stages[lost]["id"] = patient.stages[kept]["id"]
    return (patient.at(lost, "id"), patient.at(kept, "id"), patient.at(lost), patient.at(kept))


def copied_stage(patient: Patient) -> Places:
    """A stage that was copied and changed without a new id."""
    index = patient.some_stage("generator", "logger", "rewriter", "summarizer")
    if index is None:
        return None
    twin = {**patient.stages[index], "component_type": "logger", "config": {"message": "copy"}}
    patient.stages.append(twin)
    last = len(patient.stages) - 1
    return (patient.at(last, "id"), patient.at(index, "id"), patient.at(last), patient.at(index))


def unknown_output_stage(patient: Patient) -> Places:
    """An output stage that does not exist."""
    wrong = misspelt(patient.ids[-1], patient.dice)
    if wrong in patient.ids:
        return None
    patient.pipeline["output_stage_id"] = wrong
    return ("/output_stage_id",)


GRAPH: Final[dict[str, Fault]] = {
    "dependency-misspelt": _replaced("{typo}"),
    "dependency-other-case": _replaced("{upper}"),
    "dependency-with-field": _replaced("{id}.content"),
    "dependency-with-root": _replaced("upstream.{id}"),
    "dependency-with-space": _replaced("{id} "),
    "dependency-empty": _replaced(""),
    "dependency-unknown": _extra("prepare_everything"),
    "dependency-on-input": _extra("input_data"),
    "dependency-on-itself": Fault(waits_for_itself),
    "cycle-of-2": _cycle(2),
    "cycle-of-3": _cycle(3),
    "cycle-of-4": _cycle(4),
    "cycle-of-5": _cycle(5),
    "no-dependencies": Fault(no_dependencies, "harmless"),
    "one-dependency-less": Fault(one_dependency_less, "harmless"),
    "renamed-stage": Fault(renamed_stage),
    "deleted-stage": Fault(deleted_stage),
    "same-id-twice": Fault(same_id_twice, "lost"),
    "copied-stage": Fault(copied_stage, "lost"),
    "unknown-output-stage": Fault(unknown_output_stage, "inert"),
}
