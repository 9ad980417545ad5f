"""What should be said about each message of the engine, and the pipelines that some are about."""

import json
from dataclasses import dataclass
from typing import Any, Final

STAGE: Final = "a"


@dataclass(frozen=True, slots=True)
class Expected:
    """
    What should be said: kinds that are right, the stage, and pointers that are right.

    Pointers count from the stage, those that start with a slash from the file; without any, the
    place is not in the file.
    """

    kinds: frozenset[str]
    stage: str | None = STAGE
    pointers: tuple[str, ...] = ()


def one_stage(component: str, config: dict[str, Any], **more: Any) -> str:  # noqa: ANN401 - JSON
    """Pipeline of a stage "a" behind a stage "before", and one beside it."""
    before = {"id": "before", "component_type": "logger", "config": {"message": "m"}}
    beside = {"id": "beside", "component_type": "logger", "config": {"message": "n"}}
    stage = {"id": STAGE, "component_type": component, "config": config, "depends_on": ["before"]}
    stages = [before, beside, {**stage, **more}]
    return json.dumps({"id": "p", "name": "p", "stages": stages}, indent=2)


PIPELINE = frozenset({"pipeline"})
PROVIDER = frozenset({"provider"})
NETWORK = frozenset({"network"})
DATA = frozenset({"data"})
ENGINE = frozenset({"engine"})
OUTSIDE = frozenset({"data", "engine", "provider"})
SLOW_KINDS = frozenset({"pipeline", "network"})
KINDS: Final[dict[str, frozenset[str]]] = {
    "E04": frozenset({"pipeline", "data"}),  # Nobody said which inputs there are.
    "E06": OUTSIDE,
    "E19": frozenset({"pipeline", "data"}),
}
PLACES: Final[dict[str, tuple[str, ...]]] = {
    "E02": ("config/message", "depends_on"),
    "E25": ("component_type",),
    "E39": ("", "config", "config/condition", "component_type"),
    "E40": ("", "config", "config/condition", "component_type"),
    "E38": ("config/tasks", "component_type"),
    "E98": ("config/pipeline_id", "component_type"),
    "E87": ("config/destinations", "config/destinations/0/type"),
    "E88": ("config/destinations", "config/destinations/0"),
    "E86": ("config/json_schema", "config/json_schema/type"),
}
QUOTED: Final[dict[str, str]] = {
    "E33": "Output validation failed: Output does not match schema: 1 validation error for Output\n"
    "y\n  Field required [type=missing, input_value={'z': 1}, input_type=dict]",
    "E34": "Output validation failed: Expected Output, got str",
    "E61": "Pipeline not found: nope (referenced from x)",
    "E62": "Cannot execute abstract pipeline 'x'. Abstract pipelines must be extended.",
    "E63": "Circular inheritance detected: x -> a -> b -> a",
    "E64": "Pipeline file not found: /nope.pipeline.json",
    "E66": "Pipeline not found: zzz.pipeline.json",
    "E90": "Anthropic API key required. Set ANTHROPIC_API_KEY env var or pass api_key.",
    "E91": "OpenAI API key required. Set OPENAI_API_KEY env var or pass api_key.",
    "E92": "No LLM provider configured",
    "E93": "Could not parse JSON from response: not json...",
    "E94": "Node 'n' (N) validation failed:\n  - must define an Input class",
    "E96": "flowmason_core.execution.types.ExecutionError.__init__() got multiple values for "
    "keyword argument 'error_type'",
    "E97": "AttributeError: 'str' object has no attribute 'get'",
}
ABOUT: Final[dict[str, str]] = {
    "E60": one_stage("logger", {"message": "m"}, depends_on=["a"]),
    "E61": json.dumps({"id": "x", "name": "x", "extends": "nope", "stages": []}, indent=2),
    "E62": json.dumps({"id": "x", "name": "x", "abstract": True, "stages": []}, indent=2),
    "E63": json.dumps({"id": "x", "name": "x", "extends": "a", "stages": []}, indent=2),
    "E80": one_stage("postgres", {"operation": "query", "host": "h", "sql": "select 1"}),
    "E81": one_stage("local_file", {"operation": "read", "path": "data/in.csv"}),
    "E82": one_stage("sql", {"data": [{"a": 1}], "sql": "selec a from data"}),
    "E83": one_stage(
        "join",
        {"left_data": [{"a": 1}], "right_data": [{"a": 1}], "left_on": ["a"], "right_on": ["zz"]},
    ),
    "E85": one_stage("pandas", {"data": [{"a": 1}], "operation": "filter"}),
    "E93": one_stage("critic", {"content": "c"}),
    "E96": one_stage("logger", {"message": "m"}),
    "E97": json.dumps({"id": "p", "name": "p", "stages": ["x"]}, indent=2),
    "E33": one_stage("custom", {}),
    "E34": one_stage("custom", {}),
}
STANDING: Final[dict[str, tuple[str | None, frozenset[str], tuple[str, ...]]]] = {
    "E33": (STAGE, PIPELINE | ENGINE, ("component_type", "")),
    "E34": (STAGE, PIPELINE | ENGINE, ("component_type", "")),
    "E60": (STAGE, PIPELINE, ("depends_on", "depends_on/0")),
    "E61": (None, PIPELINE, ("/extends",)),
    "E62": (None, PIPELINE, ("/abstract",)),
    "E63": (None, PIPELINE, ("/extends",)),
    "E64": (None, OUTSIDE, ()),
    "E66": (None, OUTSIDE, ()),
    "E80": (None, OUTSIDE, ()),
    "E81": (STAGE, OUTSIDE, ("config/path",)),
    "E82": (STAGE, PIPELINE, ("config/sql",)),
    "E83": (STAGE, frozenset({"pipeline", "data"}), ("config/right_on", "config", "")),
    "E85": (STAGE, PIPELINE, ("config", "config/operation", "")),
    "E90": (None, OUTSIDE, ()),
    "E91": (None, OUTSIDE, ()),
    "E92": (None, OUTSIDE, ()),
    "E93": (STAGE, PROVIDER, ("", "config")),
    "E94": (None, PIPELINE | ENGINE, ()),
    "E95": (None, ENGINE, ()),
    "E96": (None, ENGINE, ()),
    "E97": (None, PIPELINE, ("/stages", "/stages/0")),
}
