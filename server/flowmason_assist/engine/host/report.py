"""The outcome of a run, in JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flowmason_core.execution.universal_executor import DAGExecutor

from flowmason_assist.engine.host import readers
from flowmason_assist.engine.host.graph import stuck_stage
from flowmason_assist.engine.host.trace import Trace
from flowmason_assist.engine.json_value import Json, to_json

MAX_MESSAGE = 20_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended; `results` are the engine's, as far as it came."""

    trace: Trace
    executor: DAGExecutor
    results: Mapping[str, Any]
    error: BaseException | None


def refusal(error: readers.LoadError) -> dict[str, Json]:
    """Answer for a file that the reader does not accept."""
    cause = error.__cause__ or error
    return {
        "loads": False,
        "runs": False,
        "failed_stage": error.stage,
        "found_by": "engine" if error.stage else None,
        "error_type": type(cause).__name__,
        "error_message": _message(cause),
    }


def answer(loaded: readers.Loaded, outcome: Outcome) -> dict[str, Json]:
    """Answer for a file that was run."""
    outputs = {stage: getattr(result, "output", None) for stage, result in outcome.results.items()}
    failed, found_by = _failed_stage(loaded, outcome)
    failures = outcome.trace.failures.items()
    result: dict[str, Json] = {
        "loads": True,
        "runs": outcome.error is None,
        "failed_stage": failed,
        "found_by": found_by,
        "executed": list(outcome.trace.executed),
        "skipped": to_json(_skipped(loaded, outcome)),
        "outputs": to_json(outputs),
        "errors": {stage: _message(raised) for stage, raised in failures if stage != failed},
    }
    if outcome.error is None:
        return {**result, "output": to_json(_output(loaded, outputs))}
    return {
        **result,
        "error_type": type(outcome.error).__name__,
        "error_message": _message(outcome.error),
        "stopped": "memory" if _ran_out_of_memory(outcome.error) else None,
    }


def _output(loaded: readers.Loaded, outputs: Mapping[str, Any]) -> object:
    """Output that the engine's own commands choose."""
    if not outputs:
        return None
    if loaded.output_stage_id and loaded.output_stage_id in outputs:
        return outputs[loaded.output_stage_id]
    return outputs[list(outputs)[-1]]


def _skipped(loaded: readers.Loaded, outcome: Outcome) -> list[str]:
    """Stages left out by control flow; after a whole run, that is all that did not run."""
    handler = outcome.executor.control_flow_handler
    started = {*outcome.trace.executed, *outcome.trace.failures}
    idle = dict.fromkeys(stage.id for stage in loaded.stages if stage.id not in started)
    if outcome.error is None:
        return list(idle)
    return [stage for stage in idle if handler is not None and handler.should_skip_stage(stage)]


def _failed_stage(loaded: readers.Loaded, outcome: Outcome) -> tuple[str | None, str | None]:
    if outcome.error is None:
        return None, None
    named = getattr(outcome.error, "component_id", None)
    if isinstance(named, str):
        return named, "engine"
    raised_by = outcome.trace.stage_of(outcome.error)
    if raised_by is not None:
        return raised_by, "trace"
    stuck = stuck_stage({stage.id: stage.depends_on for stage in loaded.stages})
    return stuck, "graph" if stuck is not None else None


def _message(error: BaseException) -> str:
    try:
        return str(error)[:MAX_MESSAGE]
    except Exception:  # noqa: BLE001 - a user's exception may fail to print itself.
        return type(error).__name__


def _ran_out_of_memory(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = getattr(error, "cause", None) or error.__cause__ or error.__context__
    return False
