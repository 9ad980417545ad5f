"""A dry run ends as the engine's own command does, as long as nothing outside is involved."""

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.engine.session import EngineSession
from tests.engine.provoked import COMPONENT, CONDITIONS, MAPPING

Write = Callable[..., str]

# The command's own code, without its colors: a file and an input in, what it says out.
COMMAND = """
import asyncio, json, os, pathlib, sys, tempfile
from flowmason_core.cli.commands.run import _execute_pipeline
from flowmason_core.project.loader import load_pipeline_file
os.chdir(tempfile.mkdtemp())
path = pathlib.Path("main.pipeline.json")
for line in sys.stdin:
    text, given = json.loads(line)
    path.write_text(text)
    try:
        said = asyncio.run(_execute_pipeline(load_pipeline_file(path), given))
    except Exception as error:
        said = {"status": "refused", "error": str(error)}
    print(json.dumps(said, default=repr), flush=True)
"""
# What differs from run to run.
PASSING = {"log_id", "elapsed", "percent_elapsed", "execution_time", "execution_time_ms"}
LOOP = {"items": "{{input.items}}", "loop_stages": ["b"]}
LOG = {"message": "m"}
SETTING = {"name": "n", "value": "{{context.item}}"}
TRY = {"try_stages": ["b"], "catch_stages": ["c"], "finally_stages": ["d"]}
BROKEN = {"message": "{{input.nothing}}"}
CASES: dict[str, list[tuple[Any, ...]]] = {
    "loop": [
        ("a", "foreach", LOOP),
        ("b", "variable_set", SETTING, "a"),
        ("c", "logger", LOG, "b"),
    ],
    "parallel loop": [
        ("a", "foreach", {**LOOP, "parallel": True}),
        ("b", "variable_set", SETTING, "a"),
    ],
    "caught": [
        ("a", "trycatch", {**TRY, "error_scope": "continue"}),
        ("b", "logger", BROKEN, "a"),
        ("c", "logger", {"message": "{{upstream.a.error_type}}"}, "a"),
        ("d", "logger", LOG, "a"),
    ],
    "propagated": [
        ("a", "trycatch", TRY),
        ("b", "logger", BROKEN, "a"),
        ("c", "logger", LOG, "a"),
        ("d", "logger", LOG, "a"),
    ],
    "branch": [
        ("a", "conditional", {"condition": False, "true_branch_stages": ["b"]}),
        ("b", "logger", LOG, "a"),
        ("c", "logger", {"message": "{{upstream.b.log_id}}"}, "b"),
    ],
    "route": [
        ("a", "router", {"value": "x", "routes": {"x": ["b"], "y": ["c"]}}),
        ("b", "logger", LOG, "a"),
        ("c", "logger", LOG, "a"),
    ],
    "return": [("a", "return", {"condition": True}), ("b", "logger", LOG, "a")],
    "return beside": [("a", "return", {"condition": True}), ("b", "logger", LOG)],
    "retry": [("a", "retry", {"task": "x"})],
    "cycle": [("a", "logger", LOG, "b"), ("b", "logger", LOG, "a")],
    "reply": [("a", "generator", {"prompt": "p"}), ("b", "critic", {"content": "c"})],
    "schema": [("a", "schema_validate", {"data": {"a": 1}, "json_schema": {"type": "object"}})],
    "transform": [("a", "json_transform", {"data": {"a": [1]}, "jmespath_expression": "a[0]"})],
    "nothing": [],
}
for identifier, (component, config) in {**MAPPING, **COMPONENT}.items():
    CASES[identifier] = [("before", "logger", LOG), ("a", component, config, "before")]
for identifier, condition in CONDITIONS.items():
    CASES[identifier] = [("a", "filter", {"data": [1], "condition": condition})]


def told(pairs: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """What the command itself says of pipelines, each with its input."""
    ran = subprocess.run(
        [sys.executable, "-c", COMMAND],
        input="".join(json.dumps(pair) + "\n" for pair in pairs),
        env={**os.environ, "PYTHONHASHSEED": "0"},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]


def lasting(value: Any) -> Any:  # noqa: ANN401 - JSON.
    """Give a value without what differs from run to run."""
    if isinstance(value, dict):
        return {key: lasting(part) for key, part in value.items() if key not in PASSING}
    return [lasting(part) for part in value] if isinstance(value, list) else value


def assert_agreement(engine: EngineSession, pairs: list[tuple[str, dict[str, Any]]]) -> None:
    """Assert that every verdict, message, stage and output is the command's own."""
    options = DryRunOptions(provider="none", missing_environment="fail")
    for (text, given), said in zip(pairs, told(pairs), strict=True):
        run = engine.run(text, given, options)
        assert run.runs == (said["status"] == "success"), text
        assert (run.error_message or "") == said.get("error", ""), text
        assert said.get("failed_stage") in (None, run.failed_stage), text
        assert lasting(run.output) == lasting(said.get("output")), text


def test_control_flow_and_errors(engine: EngineSession, pipeline: Write) -> None:
    assert_agreement(engine, [(pipeline(*stages), {"items": [1, 2]}) for stages in CASES.values()])


def test_the_templates_that_the_engine_ships(engine: EngineSession) -> None:
    """With their own sample input."""
    package = importlib.util.find_spec("flowmason_studio_backend")
    assert package is not None
    assert package.origin
    templates = sorted((Path(package.origin).parent / "data" / "templates").glob("*.json"))
    texts = [path.read_text(encoding="utf-8") for path in templates]
    pairs = [(text, json.loads(text).get("sample_input") or {"x": 1}) for text in texts]

    assert pairs
    assert_agreement(engine, pairs)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"name": "n", "stages": [{"id": "a"}]}', '{"name": "n", "stages": 1}']
)
def test_refusals(engine: EngineSession, text: str) -> None:
    assert_agreement(engine, [(text, {})])
