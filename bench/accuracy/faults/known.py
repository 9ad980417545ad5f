"""What a reader of the file alone can know about a value."""

import json
from typing import Any, Final

from bench.accuracy.faults.patient import Patient
from bench.accuracy.fields import components
from bench.accuracy.source import kind_of

SCALARS: Final = frozenset({"text", "int", "float", "bool"})
SCHEMA_KINDS: Final = {
    "string": "text",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "array": "list",
}
STAGE_LISTS: Final[tuple[str, ...]] = (
    "true_branch_stages",
    "false_branch_stages",
    "loop_stages",
    "try_stages",
    "catch_stages",
    "finally_stages",
    "default_route",
)
FIELD_PARTS: Final = 3


def known_kind(patient: Patient, path: str) -> str | None:
    """The kind of what the path leads to, or `None` if the file does not tell."""
    root, *rest = path.split(".")
    if root == "input":
        return _input_kind(patient, rest)
    if root == "upstream" and path.count(".") == FIELD_PARTS - 1 and rest[0] in patient.ids:
        component = components().get(patient.stage(rest[0]).get("component_type", ""))
        field = component.outputs.get(rest[1]) if component else None
        return field.kind if field and field.kind not in {"any", "object"} else None
    return "text" if path in {"context.run_id", "context.pipeline_id"} else None


def ends(patient: Patient, path: str) -> bool:
    """Whether the file tells that the path leads to something that has no parts."""
    return known_kind(patient, path) in {*SCALARS, "list", "texts", "records"}


def stage_lists(config: dict[str, Any]) -> dict[str, list[str]]:
    """The lists of stages in the configuration of a controller, by their place in it."""
    found: dict[str, list[str]] = {key: _ids(config[key]) for key in STAGE_LISTS if key in config}
    routes = config.get("routes")
    if isinstance(routes, dict):
        found |= {f"routes/{key}": _ids(ids) for key, ids in routes.items()}
    return found


def controlled(patient: Patient) -> set[str]:
    """The ids of all stages that some controller names."""
    return {
        one
        for stage in patient.stages
        for ids in stage_lists(stage["config"]).values()
        for one in ids
    }


def mentions(patient: Patient, stage_id: str) -> tuple[str, ...]:
    """All places that name a stage: dependencies first, then references and lists."""
    places: list[str] = []
    for index, stage in enumerate(patient.stages):
        needed = stage.get("depends_on", [])
        places += [
            patient.at(index, "depends_on", n) for n, one in enumerate(needed) if one == stage_id
        ]
    uses = [slot for slot in patient.slots() if f"upstream.{stage_id}." in slot.value]
    places += [slot.pointer for slot in uses]
    for index, stage in enumerate(patient.stages):
        for key, ids in stage_lists(stage["config"]).items():
            if stage_id in ids:
                here = f"{patient.at(index, 'config')}/{key}"
                places += [f"{here}/{ids.index(stage_id)}", here]
    return tuple(places)


def _input_kind(patient: Patient, parts: list[str]) -> str | None:
    value: Any = patient.pipeline.get("sample_input")
    if value is not None:
        for part in parts:
            if not isinstance(value, dict) or part not in value:
                return None
            value = value[part]
        return kind_of(value)
    schema: Any = patient.pipeline.get("input_schema")
    for part in parts:
        schema = schema.get("properties", {}).get(part) if isinstance(schema, dict) else None
    return SCHEMA_KINDS.get(schema.get("type", "")) if isinstance(schema, dict) else None


def _ids(value: object) -> list[str]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
