"""A warm engine that runs many pipelines, and survives each of them."""

import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

from flowmason_assist.engine.child import (
    Child,
    ChildEndedError,
    ChildFloodedError,
    ChildTimeoutError,
    was_killed_for_time,
)
from flowmason_assist.engine.json_value import Json
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.result import DryRun, Stopped
from flowmason_assist.process.limits import MEMORY_EXIT

MESSAGES: Mapping[Stopped, str] = {
    "timeout": "the run did not end in time",
    "memory": "the run needs more memory than it may use",
    "crash": "the engine's process ended",
    "flood": "the run printed too much",
}


Watch = Callable[[str], None]


def _ignore(_stage: str) -> None:
    pass


class EngineSession:
    """
    One engine process, started at the first run and again whenever it must be.

    Runs do not see each other, and may come from several threads, one after the other.
    """

    def __init__(self) -> None:
        self._child: Child | None = None
        self._settings: dict[str, Any] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def run(
        self,
        text: str,
        pipeline_input: dict[str, Json] | None = None,
        options: DryRunOptions | None = None,
        watch: Watch = _ignore,
    ) -> DryRun:
        """
        Report on one pipeline; raises `EngineError` only if there is no engine to run it.

        `watch` is told the id of each stage that starts.
        """
        chosen = options or DryRunOptions()
        with self._lock:
            child = self._warm(chosen)
            started = time.monotonic()
            answer, stopped = _converse(
                child, _request(text, pipeline_input, chosen), chosen, watch
            )
            duration = (time.monotonic() - started) * 1000
            log = child.printed()
            if stopped is not None or chosen.trust:
                self._stop()
        return _result(answer, chosen, stopped, duration, log)

    def warm_up(self, options: DryRunOptions | None = None) -> None:
        """Start the engine ahead of the first run."""
        with self._lock:
            self._warm(options or DryRunOptions())

    def abort(self) -> None:
        """End the run that another thread waits for; its report says that the process ended."""
        child = self._child
        if child is not None:
            child.kill()

    def close(self) -> None:
        """End the process; the session may be used again."""
        with self._lock:
            self._stop()

    def _warm(self, options: DryRunOptions) -> Child:
        settings: dict[str, Any] = {
            "interpreter": options.interpreter or sys.executable,
            "memory": options.memory,
            "trust": options.trust,
        }
        if self._child is not None and settings != self._settings:
            self._stop()
        if self._child is None:
            self._child = Child(settings["interpreter"], settings)
            self._settings = settings
        return self._child

    def _stop(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None


def _request(
    text: str, pipeline_input: dict[str, Json] | None, options: DryRunOptions
) -> dict[str, Any]:
    return {
        "text": text,
        "input": pipeline_input,
        "timeout": options.timeout,
        "options": asdict(options),
    }


def _converse(
    child: Child, request: Mapping[str, Any], options: DryRunOptions, watch: Watch
) -> tuple[dict[str, Any], Stopped | None]:
    """Answer of the child, or what is known of a run that it did not survive."""
    deadline = time.monotonic() + options.timeout
    executed: dict[str, None] = {}
    running: dict[str, None] = {}
    child.send(request)
    try:
        while True:
            match child.receive(deadline):
                case {"answer": dict(answer)}:
                    return answer, answer.get("stopped")
                case {"start": str(stage)}:
                    running[stage] = None
                    watch(stage)
                case {"end": str(stage)}:
                    running.pop(stage, None)
                    executed[stage] = None
                case _:
                    stopped: Stopped = "crash"
                    break
    except ChildTimeoutError:
        stopped = "timeout"
    except ChildFloodedError:
        stopped = "flood"
    except ChildEndedError:
        stopped = _why_ended(child)
    failed = next(reversed(running), None)
    return {
        "loads": True,
        "runs": False,
        "failed_stage": failed,
        "found_by": "trace" if failed is not None else None,
        "error_type": "Timeout" if stopped == "timeout" else "Stopped",
        "error_message": MESSAGES[stopped],
        "executed": list(executed),
    }, stopped


def _why_ended(child: Child) -> Stopped:
    code = child.exit_code()
    if code == MEMORY_EXIT:
        return "memory"
    return "timeout" if was_killed_for_time(code) else "crash"


def _result(
    answer: Mapping[str, Any],
    options: DryRunOptions,
    stopped: Stopped | None,
    duration: float,
    log: str,
) -> DryRun:
    return DryRun(
        loads=answer["loads"],
        runs=answer["runs"],
        failed_stage=answer.get("failed_stage"),
        error_type=answer.get("error_type"),
        error_message=answer.get("error_message"),
        executed=tuple(answer.get("executed", ())),
        skipped=tuple(answer.get("skipped", ())),
        output=answer.get("output"),
        reader=options.reader,
        outputs=answer.get("outputs") or {},
        errors=answer.get("errors") or {},
        found_by=answer.get("found_by"),
        input=answer.get("input"),
        input_source=answer.get("input_source", "none"),
        stopped=stopped,
        duration_ms=round(duration, 3),
        notes=tuple(answer.get("notes") or ()),
        log=log,
    )
