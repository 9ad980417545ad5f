"""Reads runs and errors that programs wrote as JSON: Studio, the engine's traces, dry runs."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from flowmason_assist.assist.debug.said import Recorded, Said, Step
from flowmason_assist.engine.result import DryRun

_TEXTS = ("error_message", "error", "message", "msg", "detail", "exception")
_STAGES = ("stage_id", "failed_stage", "component_id")
_STEP_LISTS = ("stages", "traces", "stage_results", "results")
_OUTPUTS = ("output", "output_data")
_INPUTS = ("inputs", "input", "pipeline_input")
_FAILED = frozenset({"failed", "error", "failure"})
_START = re.compile(r'(?:^|[\s:=])([\[{])(?=\s{0,40}["{\[])', re.MULTILINE)
# A line of the table that `flowmason run` prints; what is longer than 50 characters is cut off.
_PRINTED = re.compile(r"^[ \t]*Input[ \t]+(?P<input>\{[^\n]{0,60}\})[ \t]*$", re.MULTILINE)
_MOST_PRINTED = 5
_MOST_STARTS = 2_000
_MOST_OBJECTS = 20_000


def read_record(text: str) -> tuple[Recorded | None, tuple[Said, ...]]:
    """Give the run that a text holds as JSON, and the errors that it tells of."""
    run: Recorded | None = None
    said: list[Said] = []
    for value in _documents(text):
        run = run or _run(value)
        said += _said(value)
    failed = [each for each in (run.steps.values() if run else ()) if each.error]
    said += [Said(str(each.error), stage=each.stage) for each in failed]
    return run, tuple(said)


def read_input(text: str) -> dict[str, Any] | None:
    """Give what a run was given, as `flowmason run` prints it or as JSON tells it."""
    printed = (_object(match["input"]) for match in islice(_PRINTED.finditer(text), _MOST_PRINTED))
    told = (_given(value) for value in _documents(text) if isinstance(value, dict))
    return next((each for each in (*printed, *told) if each is not None), None)


def recorded(run: DryRun) -> Recorded:
    """Give a dry run as a record."""
    given = run.input if isinstance(run.input, dict) else None
    return Recorded(given, {step.stage: step for step in _dry_run_steps(run.to_json())})


def _documents(text: str) -> Iterator[Any]:
    """Give the objects and lists in a text: all of it, one in each line, or one among words."""
    decoder = json.JSONDecoder(strict=False)
    end = 0
    for match in islice(_START.finditer(text), _MOST_STARTS):
        if match.start(1) < end:
            continue
        try:
            value, end = decoder.raw_decode(text, match.start(1))
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict) or (isinstance(value, list) and _holds_objects(value)):
            yield value


def _holds_objects(items: list[Any]) -> bool:
    return any(isinstance(each, dict) for each in items)


def _run(value: object) -> Recorded | None:
    steps = {step.stage: step for step in _steps(value)}
    if not steps:
        return None
    return Recorded(_given(value) if isinstance(value, dict) else None, steps)


def _given(value: dict[str, Any]) -> dict[str, Any] | None:
    return next((value[key] for key in _INPUTS if isinstance(value.get(key), dict)), None)


def _object(text: str) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _steps(value: object) -> Iterator[Step]:
    if isinstance(value, list):
        for each in value:
            yield from _step(each)
    elif isinstance(value, dict):
        yield from _dry_run_steps(value)
        trace = value.get("trace")
        for holder in (trace if isinstance(trace, dict) else {}, value):
            for key in _STEP_LISTS:
                held = holder.get(key)
                if isinstance(held, list):
                    yield from (step for each in held for step in _step(each))
                elif isinstance(held, dict):
                    yield from (step for name, each in held.items() for step in _step(each, name))


def _step(value: object, name: str | None = None) -> Iterator[Step]:
    if not isinstance(value, dict):
        return
    stage = _first(value, _STAGES) or name
    output = next((value[key] for key in _OUTPUTS if key in value), None)
    status = str(value.get("status", ""))
    if stage is not None and (status or output is not None):
        yield Step(stage, status, output, _first(value, _TEXTS))


def _dry_run_steps(value: Mapping[str, Any]) -> Iterator[Step]:
    outputs, errors = value.get("outputs"), value.get("errors")
    if "loads" not in value or not isinstance(outputs, dict):
        return
    for stage, output in outputs.items():
        yield Step(stage, "success", output)
    for stage in value.get("skipped") or ():
        yield Step(str(stage), "skipped", {"skipped": True})
    for stage, error in errors.items() if isinstance(errors, dict) else ():
        yield Step(stage, "failed", None, str(error))


def _said(value: object) -> Iterator[Said]:
    """Give what an answer calls an error, the outermost first; outputs of stages are data."""
    waiting, seen = [value], 0
    while waiting and seen < _MOST_OBJECTS:
        current = waiting.pop(0)
        seen += 1
        if isinstance(current, list):
            waiting += current
        if not isinstance(current, dict):
            continue
        text = _text(current)
        if text is not None and _is_error(current):
            kind = _first(current, ("error_type", "type", "exc_type"))
            component = _first(current, ("component_type",))
            stage = _first(current, _STAGES)
            yield Said(text, kind, stage, None if component == stage else component)
        waiting += [
            inner
            for key, inner in current.items()
            if key not in (*_OUTPUTS, *_INPUTS, "outputs", "input_data", "config")
        ]


def _text(value: Mapping[str, Any]) -> str | None:
    listed = value.get("detail")
    if isinstance(listed, list):  # A request that FastAPI refuses.
        return "; ".join(
            f"{'.'.join(map(str, each.get('loc', ())))}: {each.get('msg', '')}"
            for each in listed
            if isinstance(each, dict)
        )
    texts = [value[key] for key in _TEXTS if isinstance(value.get(key), str) and value[key]]
    # Some servers answer {"error": "<kind>", "message": "<words>"}: the longer one says more.
    return max(texts, key=len) if texts else None


def _is_error(value: Mapping[str, Any]) -> bool:
    status = str(value.get("status", value.get("level", ""))).lower()
    is_named = any(value.get(key) for key in ("error", "error_message", "detail", "exception"))
    return is_named or status in _FAILED or "error_type" in value or "severity" in value


def _first(value: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((value[key] for key in keys if isinstance(value.get(key), str)), None)
