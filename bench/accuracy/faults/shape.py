"""Files of another shape than the readers expect, and the spellings of other readers."""

from typing import Any, Final

from bench.accuracy.faults.patient import Fault, IfRuns, Patient

Places = tuple[str, ...] | None


def _top(key: str, value: object, if_runs: IfRuns = "unclear") -> Fault:
    """Give a top-level key a value of the wrong shape."""

    def apply(patient: Patient) -> Places:
        patient.pipeline[key] = value
        return (f"/{key}", "")

    return Fault(apply, if_runs)


def _without(key: str, if_runs: IfRuns = "unclear") -> Fault:
    """Leave out a top-level key."""

    def apply(patient: Patient) -> Places:
        if patient.pipeline.pop(key, None) is None:
            return None
        return ("", f"/{key}", "/id", "/name")

    return Fault(apply, if_runs)


def _renamed(old: str, new: str, if_runs: IfRuns = "unclear") -> Fault:
    """Spell a top-level key differently."""

    def apply(patient: Patient) -> Places:
        if old not in patient.pipeline:
            return None
        patient.pipeline[new] = patient.pipeline.pop(old)
        return (f"/{new}", "")

    return Fault(apply, if_runs)


def _stage(key: str, value: object, if_runs: IfRuns = "unclear") -> Fault:
    """Give a key of a stage a value of the wrong shape."""

    def apply(patient: Patient) -> Places:
        index = patient.some_stage()
        if index is None:
            return None
        patient.stages[index][key] = value
        place = patient.at(index, key)
        inner = [f"{place}/{n}" for n in range(len(value))] if isinstance(value, list) else []
        return (*inner, place) if key == "depends_on" and inner else (place, *inner)

    return Fault(apply, if_runs)


def _stage_without(key: str, if_runs: IfRuns = "unclear") -> Fault:
    """Leave out a key of a stage."""

    def apply(patient: Patient) -> Places:
        index = patient.some_stage()
        if index is None or patient.stages[index].pop(key, None) is None:
            return None
        return (patient.at(index, key), patient.at(index))

    return Fault(apply, if_runs)


def _stage_renamed(old: str, new: str, if_runs: IfRuns = "unclear") -> Fault:
    """Spell a key of a stage differently."""

    def apply(patient: Patient) -> Places:
        fits = [n for n, stage in enumerate(patient.stages) if stage.get(old)]
        if not fits:
            return None
        index = patient.dice.pick(fits)
        stage = patient.stages[index]
        stage[new] = stage.pop(old)
        return (patient.at(index, new), patient.at(index), patient.at(index, old))

    return Fault(apply, if_runs)


def _everywhere(old: str, new: str) -> Fault:
    """Spell a key differently in every stage."""

    def apply(patient: Patient) -> Places:
        for stage in patient.stages:
            if old in stage:
                stage[new] = stage.pop(old)
        places = [patient.at(n, new) for n, stage in enumerate(patient.stages) if new in stage]
        return (*places, *(patient.at(n) for n in range(len(patient.stages))))

    return Fault(apply)


def stages_by_id(patient: Patient) -> Places:
    """Stages as an object keyed by id."""
    patient.pipeline["stages"] = {stage["id"]: stage for stage in patient.stages}
    return ("/stages", "")


def stage_as_text(patient: Patient) -> Places:
    """A stage that is only its id."""
    index = patient.some_stage()
    if index is None:
        return None
    stages: list[Any] = patient.stages
    stages[index] = patient.ids[index]
    return (patient.at(index),)


def stage_in_list(patient: Patient) -> Places:
    """Stages grouped in an inner list."""
    if len(patient.stages) < 2:  # noqa: PLR2004
        return None
    stages: list[Any] = patient.stages
    stages[:2] = [stages[:2]]
    return (patient.at(0),)


def two_types(patient: Patient) -> Places:
    """A stage whose `type` and `component_type` name different components."""
    index = patient.some_stage()
    if index is None:
        return None
    patient.stages[index]["type"] = patient.dice.pick(["llm_call", "http-request", "function"])
    return (patient.at(index, "type"), patient.at(index, "component_type"))


def half_mapped(patient: Patient) -> Places:
    """A stage with one part of its configuration under `input_mapping`."""
    fits = [n for n, stage in enumerate(patient.stages) if stage["config"]]
    if not fits:
        return None
    index = patient.dice.pick(fits)
    stage = patient.stages[index]
    key = patient.dice.pick(list(stage["config"]))
    stage["input_mapping"] = {key: stage["config"].pop(key)}
    places = (patient.at(index, "input_mapping", key), patient.at(index, "input_mapping"))
    return (
        *places,
        patient.at(index, "config", key),
        patient.at(index, "config"),
        patient.at(index),
    )


def flat_config(patient: Patient) -> Places:
    """A stage whose configuration stands directly in the stage."""
    index = patient.some_stage()
    if index is None:
        return None
    stage = patient.stages[index]
    config = stage.pop("config")
    stage.update({key: value for key, value in config.items() if key not in stage})
    places = [patient.at(index, key) for key in config]
    return (*places, patient.at(index, "config"), patient.at(index))


def schema_is_properties(patient: Patient) -> Places:
    """An input schema that lists its properties without saying so."""
    schema = patient.pipeline.get("input_schema")
    if schema is None:
        return None
    patient.pipeline["input_schema"] = schema["properties"]
    return ("/input_schema", *(f"/input_schema/{key}" for key in schema["properties"]))


def _schema_key(key: str, value: object) -> Fault:
    """Add a key to the input schema that only one reader takes."""

    def apply(patient: Patient) -> Places:
        if "input_schema" not in patient.pipeline:
            return None
        patient.pipeline["input_schema"][key] = value
        return (f"/input_schema/{key}", "/input_schema")

    return Fault(apply, "inert")


SHAPE: Final[dict[str, Fault]] = {
    "no-name": _without("name"),
    "no-id": _without("id", "inert"),
    "no-stages": _without("stages", "inert"),
    "name-null": _top("name", None),
    "name-number": _top("name", 7),
    "id-number": _top("id", 12, "inert"),
    "version-number": _top("version", 1.0),
    "description-list": _top("description", ["a", "b"]),
    "tags-text": _top("tags", "urgent"),
    "tags-numbers": _top("tags", [1, 2]),
    "sample-input-list": _top("sample_input", [{"text": "a"}]),
    "input-schema-list": _top("input_schema", ["text"]),
    "input-schema-text": _top("input_schema", "object"),
    "input-schema-null": _top("input_schema", None),
    "output-schema-list": _top("output_schema", ["text"]),
    "output-stage-list": _top("output_stage_id", ["last"]),
    "compositions-texts": _top("compositions", ["other-pipeline"]),
    "compositions-no-id": _top("compositions", [{"pipeline": "other"}]),
    "overrides-list": _top("overrides", [1]),
    "abstract-word": _top("abstract", "perhaps"),
    "metadata-problem-text": _top("metadata", {"problem": "slow"}, "inert"),
    "stages-null": _top("stages", None),
    "stages-empty": _top("stages", [], "inert"),
    "stages-by-id": Fault(stages_by_id),
    "stage-as-text": Fault(stage_as_text),
    "steps-instead-of-stages": _renamed("stages", "steps", "lost"),
    "nodes-instead-of-stages": _renamed("stages", "nodes", "lost"),
    "title-instead-of-name": _renamed("name", "title"),
    "inputs-instead-of-input-schema": _renamed("input_schema", "inputs", "inert"),
    "output-instead-of-output-stage-id": _renamed("output_stage_id", "output", "inert"),
    "schema-is-properties": Fault(schema_is_properties, "inert"),
    "schema-additional-properties": _schema_key("additionalProperties", value=False),
    "schema-title": _schema_key("title", "Input"),
    "schema-required-flag": _schema_key("required", value=True),
    "schema-properties-list": _schema_key("properties", ["text"]),
    "schema-type-list": _schema_key("type", ["object", "null"]),
    "stage-without-id": _stage_without("id"),
    "stage-without-component": _stage_without("component_type"),
    "stage-without-config": _stage_without("config"),
    "stage-id-number": _stage("id", 3),
    "stage-id-null": _stage("id", None),
    "component-null": _stage("component_type", None),
    "component-object": _stage("component_type", {"name": "generator"}),
    "config-list": _stage("config", ["prompt"]),
    "config-text": _stage("config", "prompt"),
    "config-null": _stage("config", None),
    "config-empty": _stage("config", {}),
    "depends-on-text": _stage("depends_on", "first"),
    "depends-on-null": _stage("depends_on", None),
    "depends-on-number": _stage("depends_on", [1]),
    "depends-on-objects": _stage("depends_on", [{"stage": "first"}]),
    "depends-on-inner-null": _stage("depends_on", [None]),
    "name-of-stage-list": _stage("name", ["a"]),
    "two-types": Fault(two_types, "inert"),
    "half-mapped": Fault(half_mapped, "inert"),
    "flat-config": Fault(flat_config, "inert"),
    "key-ids-in-order": _stage("order", 1, "inert"),
    "stage-in-list": Fault(stage_in_list),
    "key-type": _stage_renamed("component_type", "type"),
    "key-component": _stage_renamed("component_type", "component"),
    "key-uses": _stage_renamed("component_type", "uses"),
    "key-component-name": _stage_renamed("component_type", "component_name"),
    "key-camel-component-type": _stage_renamed("component_type", "componentType"),
    "key-input-mapping": _stage_renamed("config", "input_mapping"),
    "key-inputs": _stage_renamed("config", "inputs", "inert"),
    "key-params": _stage_renamed("config", "params", "inert"),
    "key-with": _stage_renamed("config", "with", "inert"),
    "key-configuration": _stage_renamed("config", "configuration", "inert"),
    "key-depends": _stage_renamed("depends_on", "depends"),
    "key-camel-depends-on": _stage_renamed("depends_on", "dependsOn"),
    "key-needs": _stage_renamed("depends_on", "needs"),
    "key-dependencies": _stage_renamed("depends_on", "dependencies"),
    "key-stage-id": _stage_renamed("id", "stage_id"),
    "key-upper-id": _stage_renamed("id", "ID"),
    "all-type": _everywhere("component_type", "type"),
    "all-component": _everywhere("component_type", "component"),
    "all-input-mapping": _everywhere("config", "input_mapping"),
}
