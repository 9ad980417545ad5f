"""What a dry run tells about a pipeline, in both readers."""

import json
from collections.abc import Callable

import pytest

from flowmason_assist.engine.dry_run import dry_run
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.session import EngineSession
from tests.support.json_value import at

Write = Callable[..., str]
CLI, CORE = DryRunOptions(reader="cli"), DryRunOptions(reader="core")
BOTH = pytest.mark.parametrize("options", [CLI, CORE], ids=["cli", "core"])
LOG = {"message": "m"}


def test_a_single_run_needs_no_session(pipeline: Write) -> None:
    run = dry_run(pipeline(("a", "logger", LOG)))

    assert (run.loads, run.runs, run.executed) == (True, True, ("a",))


def test_the_json_has_the_fields_of_the_contract(engine: EngineSession, pipeline: Write) -> None:
    shown = engine.run(pipeline(("a", "variable_set", {"name": "n", "value": 1}))).to_json()

    assert list(shown)[:8] == [
        "loads",
        "runs",
        "failed_stage",
        "error_type",
        "error_message",
        "executed",
        "skipped",
        "output",
    ]
    assert json.dumps(shown)


@BOTH
def test_stages_run_in_the_order_of_their_dependencies(
    engine: EngineSession, pipeline: Write, options: DryRunOptions
) -> None:
    text = pipeline(("c", "logger", LOG, "b"), ("b", "logger", LOG, "a"), ("a", "logger", LOG))

    assert engine.run(text, options=options).executed == ("a", "b", "c")


@BOTH
def test_the_output_is_that_of_the_named_stage(
    engine: EngineSession, pipeline: Write, options: DryRunOptions
) -> None:
    stages = [(name, "variable_set", {"name": "n", "value": name}) for name in ("a", "b")]

    run = engine.run(pipeline(*stages, output_stage_id="a"), options=options)

    assert run.output == run.outputs["a"]


@BOTH
def test_a_failing_stage_is_named_as_the_engine_does(
    engine: EngineSession, pipeline: Write, options: DryRunOptions
) -> None:
    text = pipeline(("a", "logger", LOG), ("b", "logger", {"message": "{{upstream.a.x}}"}, "a"))

    run = engine.run(text, options=options)

    assert (run.loads, run.runs, run.failed_stage, run.found_by) == (True, False, "b", "engine")
    assert run.error_type == "MappingExecutionError"
    assert run.executed == ("a",)


def test_an_unknown_component_is_found_by_the_trace(engine: EngineSession, pipeline: Write) -> None:
    """The engine itself says only "Failed at: None"."""
    run = engine.run(pipeline(("a", "logger", LOG), ("b", "loger", LOG, "a")))

    assert (run.failed_stage, run.found_by, run.error_type) == (
        "b",
        "trace",
        "ComponentExecutionError",
    )


@pytest.mark.parametrize(
    ("needs", "stuck"),
    [({"a": "a"}, "a"), ({"b": "c", "c": "b"}, "b"), ({"b": "nowhere", "c": "b"}, "b")],
    ids=["itself", "each other", "unknown"],
)
def test_what_waits_forever_is_found_in_the_graph(
    engine: EngineSession, pipeline: Write, needs: dict[str, str], stuck: str
) -> None:
    """The engine breaks while it reports this, and names no stage."""
    stages = [(name, "logger", LOG, *needs.get(name, "").split()) for name in ("a", "b", "c")]

    run = engine.run(pipeline(*stages))

    assert (run.failed_stage, run.found_by, run.error_type) == (stuck, "graph", "TypeError")


def test_a_branch_not_taken_is_skipped(engine: EngineSession, pipeline: Write) -> None:
    config = {"condition": True, "true_branch_stages": ["b"], "false_branch_stages": ["c"]}

    run = engine.run(
        pipeline(("a", "conditional", config), ("b", "logger", LOG, "a"), ("c", "logger", LOG, "a"))
    )

    assert (run.executed, run.skipped) == (("a", "b"), ("c",))


def test_what_follows_an_early_return_is_skipped(engine: EngineSession, pipeline: Write) -> None:
    text = pipeline(("a", "return", {"condition": True}), ("b", "logger", LOG, "a"))

    run = engine.run(text)

    assert (run.executed, run.skipped) == (("a",), ("b",))


def test_a_loop_body_is_executed_once_in_the_list(engine: EngineSession, pipeline: Write) -> None:
    loop = {"items": [1, 2, 3], "loop_stages": ["b"]}
    text = pipeline(("a", "foreach", loop), ("b", "variable_set", {"name": "n", "value": 1}, "a"))

    run = engine.run(text)

    assert (run.executed, run.skipped) == (("a", "b"), ())
    assert len(at(run.outputs["a"], "results")) == 3


def test_a_failure_that_was_caught_is_reported_apart(
    engine: EngineSession, pipeline: Write
) -> None:
    config = {"try_stages": ["b"], "catch_stages": ["c"], "error_scope": "continue"}
    broken = {"message": "{{input.nothing}}"}

    run = engine.run(
        pipeline(("a", "trycatch", config), ("b", "logger", broken, "a"), ("c", "logger", LOG, "a"))
    )

    assert (run.runs, run.failed_stage, run.executed) == (True, None, ("a", "c"))
    assert "Key 'nothing' not found" in run.errors["b"]


def test_core_goes_on_where_it_is_told_to(engine: EngineSession) -> None:
    """The command line knows no "on_error"."""
    stage = {"id": "a", "component_type": "loger", "config": {}, "on_error": "continue"}
    text = json.dumps({"id": "p", "name": "p", "stages": [stage]})

    assert engine.run(text, options=CORE).runs
    assert not engine.run(text, options=CLI).runs


def test_readers_read_different_keys(engine: EngineSession) -> None:
    stage = {"id": "a", "type": "logger", "input_mapping": LOG}
    text = json.dumps({"id": "p", "name": "p", "stages": [stage]})

    assert engine.run(text, options=CORE).runs
    refused = engine.run(text, options=CLI)
    assert (refused.loads, refused.failed_stage) == (False, "a")


def test_a_refused_stage_is_named(engine: EngineSession) -> None:
    stages = [{"id": "a", "type": "logger"}, {"id": "b", "type": "logger", "timeout_ms": 5}]
    text = json.dumps({"id": "p", "name": "p", "stages": stages})

    run = engine.run(text, options=CORE)

    assert (run.loads, run.failed_stage, run.error_type) == (False, "b", "ValidationError")


def test_given_input_comes_first(engine: EngineSession, pipeline: Write) -> None:
    text = pipeline(("a", "logger", LOG), sample_input={"x": 1})

    run = engine.run(text, {"x": 2})

    assert (run.input, run.input_source) == ({"x": 2}, "given")


@BOTH
def test_sample_input_comes_next(
    engine: EngineSession, pipeline: Write, options: DryRunOptions
) -> None:
    schema = {"type": "object", "properties": {"x": {"type": "integer"}}}

    run = engine.run(
        pipeline(("a", "logger", LOG), sample_input={"x": 7}, input_schema=schema), options=options
    )

    assert (run.input, run.input_source) == ({"x": 7}, "sample")


@BOTH
def test_input_is_made_from_its_schema_last(
    engine: EngineSession, pipeline: Write, options: DryRunOptions
) -> None:
    schema = {"type": "object", "properties": {"level": {"type": "string", "enum": ["high"]}}}
    text = pipeline(("a", "logger", {"message": "{{input.level}}"}), input_schema=schema)

    run = engine.run(text, options=options)

    assert (run.runs, run.input, run.input_source) == (True, {"level": "high"}, "schema")


def test_without_any_of_them_the_input_is_empty(engine: EngineSession, pipeline: Write) -> None:
    run = engine.run(pipeline(("a", "logger", LOG)))

    assert (run.input, run.input_source) == ({}, "none")


def test_pauses_take_no_time(engine: EngineSession) -> None:
    """Ten retries with an hour between them are over at once."""
    stage = {
        "id": "a",
        "component_type": "http_request",
        "config": {"url": "ftp://example.com"},
        "retry_config": {
            "max_retries": 10,
            "initial_delay_ms": 3_600_000,
            "max_delay_ms": 3_600_000,
        },
    }
    text = json.dumps({"id": "p", "name": "p", "stages": [stage]})

    run = engine.run(text, options=CORE)

    assert (run.stopped, run.error_type) == (None, "RetryExhaustedError")
    assert "failed after 11 attempts" in str(run.error_message)


def test_a_thread_is_waited_for(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write
) -> None:
    """Time does not jump over what a thread is about to deliver."""
    code = (
        "import asyncio, threading, time\n"
        "loop = asyncio.get_running_loop()\n"
        "async def wait():\n"
        "    future = loop.create_future()\n"
        "    def deliver():\n"
        "        time.sleep(0.05)\n"
        "        loop.call_soon_threadsafe(future.set_result, 'delivered')\n"
        "    threading.Thread(target=deliver).start()\n"
        "    return await asyncio.wait_for(future, 30)\n"
        "result = wait()\n"
    )
    text = pipeline(("a", "hazard", {"code": code}))

    assert engine.run(text, options=hazard).output == {"result": "delivered"}


def test_the_same_pipeline_gives_the_same_run_twice(engine: EngineSession, pipeline: Write) -> None:
    text = pipeline(*[(name, "generator", {"prompt": name}) for name in "abcdefgh"])

    first, second = engine.run(text), engine.run(text)

    assert (first.executed, first.output) == (second.executed, second.output)
