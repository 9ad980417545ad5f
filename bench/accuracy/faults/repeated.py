"""Keys that stand twice in one object, where JSON readers keep only the last one."""

from typing import Final

from bench.accuracy.faults.patient import Fault, IfRuns, Patient

Places = tuple[str, ...] | None
# Marks the second of two equal keys, and is taken out of the text.
MARK: Final = "\0"


def _stage(key: str, value: object) -> Fault:
    """Write a key of a stage a second time."""

    def apply(patient: Patient) -> Places:
        fits = [n for n, stage in enumerate(patient.stages) if stage.get(key)]
        if not fits:
            return None
        index = patient.dice.pick(fits)
        patient.stages[index][key + MARK] = value
        return (patient.at(index, key), patient.at(index))

    return Fault(apply, "lost")


def _top(key: str, value: object, if_runs: IfRuns = "lost") -> Fault:
    """Write a key of the pipeline a second time."""

    def apply(patient: Patient) -> Places:
        if key not in patient.pipeline:
            return None
        patient.pipeline[key + MARK] = value
        return (f"/{key}", "")

    return Fault(apply, if_runs)


def field_twice(patient: Patient) -> Places:
    """A field of a configuration that stands twice."""
    index = patient.some_stage()
    if index is None:
        return None
    config = patient.stages[index]["config"]
    key = patient.dice.pick(list(config))
    config[key + MARK] = config[key]
    return (patient.at(index, "config", key), patient.at(index, "config"))


REPEATED: Final[dict[str, Fault]] = {
    "config-twice": _stage("config", {}),
    "depends-on-twice": _stage("depends_on", []),
    "id-twice": _stage("id", "another_id"),
    "component-twice": _stage("component_type", "logger"),
    "stages-twice": _top("stages", []),
    "name-twice": _top("name", "Other", "inert"),
    "field-twice": Fault(field_twice, "inert"),
}
