"""One run of one pipeline, from its text to a report in JSON."""

import os
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flowmason_core.execution.universal_executor import DAGExecutor

from flowmason_assist.engine.host import environment, readers
from flowmason_assist.engine.host.graph import stuck_stage
from flowmason_assist.engine.host.model import StubModel
from flowmason_assist.engine.host.trace import Trace
from flowmason_assist.engine.host.web import StubWeb
from flowmason_assist.engine.json_value import to_json
from flowmason_assist.engine.sample import sample_from_schema

MAX_MESSAGE = 20_000


class Engine:
    """What stays warm between runs: the registry, the event loop and the stub web."""

    def __init__(self, registry: Any, loop: Any, web: StubWeb) -> None:
        self.registry = registry
        self._loop = loop
        self._web = web

    def run(self, request: Mapping[str, Any], report: Any) -> dict[str, Any]:
        """Report on one pipeline; never fails on account of it."""
        options = request["options"]
        trace = Trace(report)
        try:
            loaded = readers.load(request["text"], options["reader"])
        except readers.LoadError as refusal:
            return _refused(refusal)
        data = readers.raw(request["text"])
        given, source = _choose_input(request["input"], loaded, data)
        random.seed(0)
        self._web.prepare(options["responses"])
        with _variables(environment.variables(data, options)):
            error, results, skipped = self._execute(loaded, given, options, trace)
        answer = _answer(loaded, trace, results, error)
        answer |= {"skipped": skipped, "input": to_json(given), "input_source": source}
        return answer

    def _execute(
        self, loaded: readers.Loaded, given: Any, options: Mapping[str, Any], trace: Trace
    ) -> tuple[BaseException | None, dict[str, Any], list[str]]:
        providers, default = StubModel.providers(options)
        executor = DAGExecutor(
            registry=self.registry,
            context=loaded.context,
            parallel_execution=True,
            providers=providers,
            default_provider=default,
        )
        trace.watch(executor.executor)
        error, results = None, trace.results
        try:
            results = self._loop.run(executor.execute(loaded.stages, given))
        except BaseException as raised:  # noqa: BLE001 - even an exit is an answer.
            error = raised
        return error, results, _skipped(loaded, executor, trace, finished=error is None)


def _choose_input(given: Any, loaded: readers.Loaded, data: Mapping[str, Any]) -> tuple[Any, str]:
    if given is not None:
        return given, "given"
    if loaded.sample_input:
        return dict(loaded.sample_input), "sample"
    made = sample_from_schema(data.get("input_schema"))
    return (made, "schema") if isinstance(made, dict) and made else ({}, "none")


@contextmanager
def _variables(variables: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def _refused(refusal: readers.LoadError) -> dict[str, Any]:
    cause = refusal.__cause__ or refusal
    return {
        "loads": False,
        "runs": False,
        "failed_stage": refusal.stage,
        "found_by": "engine" if refusal.stage else None,
        "error_type": type(cause).__name__,
        "error_message": _message(cause),
    }


def _answer(
    loaded: readers.Loaded,
    trace: Trace,
    results: Mapping[str, Any],
    error: BaseException | None,
) -> dict[str, Any]:
    outputs = {stage: getattr(result, "output", None) for stage, result in results.items()}
    answer: dict[str, Any] = {
        "loads": True,
        "runs": error is None,
        "executed": list(trace.executed),
        "outputs": to_json(outputs),
    }
    failed = None
    if error is None:
        answer["output"] = to_json(_output(loaded, outputs))
    else:
        failed, found_by = _failed_stage(loaded, trace, error)
        answer |= {
            "failed_stage": failed,
            "found_by": found_by,
            "error_type": type(error).__name__,
            "error_message": _message(error),
            "stopped": "memory" if _ran_out_of_memory(error) else None,
        }
    answer["errors"] = {
        stage: _message(raised) for stage, raised in trace.failures.items() if stage != failed
    }
    return answer


def _output(loaded: readers.Loaded, outputs: Mapping[str, Any]) -> Any:
    if not outputs:
        return None
    if loaded.output_stage_id and loaded.output_stage_id in outputs:
        return outputs[loaded.output_stage_id]
    return outputs[list(outputs)[-1]]


def _skipped(loaded: readers.Loaded, executor: Any, trace: Trace, *, finished: bool) -> list[str]:
    """Stages left out by control flow; after a whole run, that is all that did not run."""
    handler = executor.control_flow_handler
    idle = [stage.id for stage in loaded.stages if stage.id not in trace.executed]
    return [
        stage
        for stage in dict.fromkeys(idle)
        if stage not in trace.failures
        and (finished or (handler is not None and handler.should_skip_stage(stage)))
    ]


def _failed_stage(
    loaded: readers.Loaded, trace: Trace, error: BaseException
) -> tuple[str | None, str | None]:
    named = getattr(error, "component_id", None)
    if isinstance(named, str):
        return named, "engine"
    raised_by = trace.stage_of(error)
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
