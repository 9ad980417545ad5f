"""The two readers of a pipeline file, each exactly as the engine uses it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flowmason_core.config import ComponentConfig, ExecutionContext
from flowmason_core.config.types import PipelineConfig
from flowmason_core.project.loader import PipelineFile, PipelineStage

RUN_ID = "dry-run"


class LoadError(Exception):
    """The reader refused the file; the cause says why, `stage` where, if that is known."""

    def __init__(self, stage: str | None) -> None:
        super().__init__(stage)
        self.stage = stage


@dataclass(frozen=True, slots=True)
class Loaded:
    """A pipeline ready to run, and what the file offers as sample input."""

    stages: list[ComponentConfig]
    context: ExecutionContext
    output_stage_id: str | None
    sample_input: dict[str, Any] | None


def load(text: str, reader: str) -> Loaded:
    """Pipeline as `reader` reads it; raises `LoadError` from the reader's own error."""
    try:
        return _load_core(text) if reader == "core" else _load_cli(text)
    except LoadError:
        raise
    except Exception as error:
        raise LoadError(_stage_at_fault(text, error)) from error


def raw(text: str) -> Mapping[str, Any]:
    """Object that the text holds, or an empty one."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _load_cli(text: str) -> Loaded:
    pipeline = PipelineFile.from_json(text, file_path="main.pipeline.json")
    context = ExecutionContext(
        pipeline_id=pipeline.name,
        pipeline_version=pipeline.version,
        run_id=f"cli-{RUN_ID}",
        trace_id=f"trace-{RUN_ID}",
    )
    stages = [_component_config(stage) for stage in pipeline.stages]
    return Loaded(stages, context, pipeline.output_stage_id, pipeline.sample_input)


def _component_config(stage: PipelineStage) -> ComponentConfig:
    try:
        return ComponentConfig(
            id=stage.id,
            type=stage.get_component_type(),
            depends_on=stage.depends_on,
            input_mapping=stage.config,
        )
    except Exception as error:
        raise LoadError(stage.id) from error


def _load_core(text: str) -> Loaded:
    data = json.loads(text)
    pipeline = PipelineConfig(**data)
    context = ExecutionContext(
        run_id=RUN_ID, pipeline_id=pipeline.id, pipeline_version=pipeline.version
    )
    sample = data.get("sample_input")
    return Loaded(
        list(pipeline.stages),
        context,
        pipeline.output_stage_id,
        sample if isinstance(sample, dict) else None,
    )


def _stage_at_fault(text: str, error: Exception) -> str | None:
    """Id of the stage that a validation error is about."""
    errors = getattr(error, "errors", None)
    if not callable(errors):
        return None
    for problem in errors():
        match problem.get("loc"):
            case ("stages", int(index), *_):
                return _stage_id(raw(text).get("stages"), index)
    return None


def _stage_id(stages: object, index: int) -> str | None:
    if not isinstance(stages, list) or index >= len(stages):
        return None
    stage = stages[index]
    identifier = stage.get("id") if isinstance(stage, dict) else None
    return identifier if isinstance(identifier, str) else None
