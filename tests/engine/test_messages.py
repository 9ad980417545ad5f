"""Each message of the engine is told apart; they are provoked where that is possible."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flowmason_assist import resources
from flowmason_assist.engine.messages import Cause, classify
from flowmason_assist.engine.options import CannedResponse, DryRunOptions, ScriptedReply
from flowmason_assist.engine.result import DryRun
from flowmason_assist.engine.session import EngineSession
from tests.engine.provoked import (
    COMPONENT,
    CONDITIONS,
    MAPPING,
    ONE_RETRY,
    REFUSED,
    REPLIES,
    SNIPPETS,
    TOLD,
    WEB,
)
from tests.support.json_value import at

Write = Callable[..., str]

DEAD = (CannedResponse(".", failure="connect"),)
SLOW = (CannedResponse(".", failure="timeout"),)


def cause(run: DryRun) -> Cause:
    """Cause of a failed run, which there must be."""
    assert not run.runs
    found = classify(str(run.error_message), run.error_type)
    assert found is not None, run.error_message
    return found


def one_stage(component: str, config: dict[str, Any], **more: Any) -> str:  # noqa: ANN401 - JSON.
    """Pipeline of a stage "a" behind a stage "before"."""
    before = {"id": "before", "component_type": "logger", "config": {"message": "m"}}
    stage = {"id": "a", "component_type": component, "config": config, "depends_on": ["before"]}
    return json.dumps({"id": "p", "name": "p", "stages": [before, {**stage, **more}]})


@pytest.mark.parametrize("identifier", MAPPING)
def test_mapping(engine: EngineSession, identifier: str) -> None:
    options = DryRunOptions(missing_environment="fail")

    run = engine.run(one_stage(*MAPPING[identifier]), {"items": [1]}, options)

    assert run.error_type == "MappingExecutionError"
    assert (cause(run).id, cause(run).kind) == (identifier, "mapping")


def test_a_template_in_the_config_of_core_is_told_without_its_field(engine: EngineSession) -> None:
    run = engine.run(
        one_stage("logger", {"message": "{{text}}"}), options=DryRunOptions(reader="core")
    )

    assert (cause(run).id, cause(run).groups["root"]) == ("E01", "text")


def test_what_a_failed_stage_left_is_null(engine: EngineSession) -> None:
    failing = {"id": "x", "type": "logger", "config": {}, "on_error": "continue"}
    reading = {"id": "y", "type": "logger", "config": {"message": "{{upstream.x.a}}"}}
    stages = [failing, {**reading, "depends_on": ["x"]}]
    text = json.dumps({"id": "p", "name": "p", "stages": stages})

    run = engine.run(text, options=DryRunOptions(reader="core"))

    assert (cause(run).id, cause(run).fault) == ("E05b", "data")


@pytest.mark.parametrize("identifier", COMPONENT)
def test_component(engine: EngineSession, identifier: str) -> None:
    found = cause(engine.run(one_stage(*COMPONENT[identifier])))

    assert identifier in (found.id, *found.also)


@pytest.mark.parametrize("identifier", REPLIES)
def test_model_output(engine: EngineSession, identifier: str) -> None:
    component, config, reply = REPLIES[identifier]

    run = engine.run(
        one_stage(component, config), options=DryRunOptions(replies=(ScriptedReply(reply),))
    )

    assert (cause(run).id, cause(run).fault) == (identifier, "provider")


@pytest.mark.parametrize(
    ("identifier", "options", "stage"),
    [
        ("E30", DryRunOptions(responses=DEAD), {}),
        ("E31", DryRunOptions(responses=SLOW), {}),
        ("E27", DryRunOptions(responses=SLOW, reader="core"), {"timeout_ms": 100}),
        (
            "E28",
            DryRunOptions(responses=SLOW, reader="core"),
            {"timeout_ms": 100, "retry_config": ONE_RETRY},
        ),
        ("E29", DryRunOptions(responses=DEAD, reader="core"), {"retry_config": ONE_RETRY}),
    ],
)
def test_network(
    engine: EngineSession, identifier: str, options: DryRunOptions, stage: dict[str, Any]
) -> None:
    run = engine.run(one_stage("http_request", WEB, **stage), options=options)

    assert cause(run).id == identifier


@pytest.mark.parametrize(
    ("identifier", "more"), [("E45", {}), ("E46", {"retry_config": ONE_RETRY})]
)
def test_provider(engine: EngineSession, identifier: str, more: dict[str, Any]) -> None:
    options = DryRunOptions(provider="raises", reader="core")

    run = engine.run(one_stage("generator", {"prompt": "p"}, **more), options=options)

    assert (cause(run).id, cause(run).groups["status"]) == (identifier, "429")


@pytest.mark.parametrize("identifier", CONDITIONS)
def test_swallowed_expressions(engine: EngineSession, identifier: str) -> None:
    """The engine goes on; only a filter repeats the reason."""
    run = engine.run(one_stage("filter", {"data": [1], "condition": CONDITIONS[identifier]}))

    found = classify(at(run.output, "reason"))
    assert found is not None
    assert (found.id, found.kind) == (identifier, "expression")


@pytest.mark.parametrize("identifier", REFUSED)
def test_refused_files(engine: EngineSession, identifier: str) -> None:
    whole = {"id": "p", "name": "p", "stages": [], **REFUSED[identifier]}
    text = json.dumps({key: value for key, value in whole.items() if value is not None})

    run = engine.run(text, options=DryRunOptions(reader="core"))

    assert not run.loads
    assert cause(run).id == identifier


def test_model_settings_are_refused_by_the_command_line(engine: EngineSession) -> None:
    text = one_stage("logger", {"message": "m"}, llm_settings={"temperature": "hot"})

    found = cause(engine.run(text))

    assert (found.id, found.look) == ("E58", ("/stages/1/llm_settings/temperature",))


@pytest.mark.parametrize(
    "text", ["{", "[1,", '{"a" 1}', '{"a": 1} x', '{"a', '{"a": "\t"}', '{"a": "\\q"}', "\ufeff{}"]
)
def test_what_is_not_json(engine: EngineSession, text: str) -> None:
    assert cause(engine.run(text)).id == "E65"


def test_a_cycle_has_causes_that_look_the_same(engine: EngineSession) -> None:
    found = cause(engine.run(one_stage("logger", {"message": "m"}, depends_on=["a"])))

    assert (found.id, found.also) == ("E26", ("E96", "E98"))


def test_code_that_only_python_reaches(
    engine: EngineSession, hazard: DryRunOptions, pipeline: Write
) -> None:
    """One run provokes them all and gives what was raised."""
    code = (
        "import json\nresult = {}\n"
        f"for identifier, snippet in json.loads({json.dumps(json.dumps(SNIPPETS))}).items():\n"
        "    try:\n"
        "        exec(snippet, {'context': context})\n"
        "    except Exception as error:\n"
        "        result[identifier] = [str(error), type(error).__name__]\n"
    )

    run = engine.run(pipeline(("a", "hazard", {"code": code})), options=hazard)

    found = {key: classify(*raised) for key, raised in at(run.output, "result").items()}
    assert {key: getattr(value, "id", None) for key, value in found.items()} == {
        key: key for key in SNIPPETS
    }


@pytest.mark.parametrize(
    ("identifier", "returned"), [("E33", "{'z': 1}"), ("E34", "'text'")], ids=["E33", "E34"]
)
def test_a_component_that_returns_the_wrong_thing(
    engine: EngineSession,
    hazard: DryRunOptions,
    pipeline: Write,
    tmp_path: Path,
    identifier: str,
    returned: str,
) -> None:
    source = Path(hazard.components[0]).read_text(encoding="utf-8")
    source = re.sub(r"return self\.Output\(.*\)", f"return {returned}", source)
    path = tmp_path / "wrong.py"
    path.write_text(source.replace("result: Any = None", "result: int"), encoding="utf-8")
    options = replace(hazard, components=(str(path),))

    found = cause(engine.run(pipeline(("a", "hazard", {"code": ""})), options=options))

    assert (found.id, found.scope) == (identifier, "component")


@pytest.mark.parametrize("identifier", TOLD)
def test_told(identifier: str) -> None:
    found = classify(TOLD[identifier])

    assert found is not None
    assert found.id == identifier


def test_every_row_is_tested() -> None:
    """Rows that start with "X" are what the engine says beyond its best-known messages."""
    rows = json.loads(resources.read(resources.folder("schemas") / "messages.json"))
    single = {"E01", "E05b", "E26", "E33", "E34", "E58", "E65", "E96"}
    network = {"E27", "E28", "E29", "E30", "E31", "E45", "E46"}
    tables = (MAPPING, COMPONENT, REPLIES, CONDITIONS, REFUSED, SNIPPETS, TOLD)

    known = {row["id"] for row in rows if row["id"].startswith("E")}

    assert known == single | network | {key for table in tables for key in table}


@pytest.mark.parametrize(
    ("message", "identifier"),
    [
        ("Failed to load component '': no name", "X07"),
        ("1 validation error for Input\nlevel\n  Input should be 'a' or 'b' [type=x", "X05"),
        ("'CancelledError' object has no attribute 'output'", "X12"),
        ("sql parameter is required for query operation", "X15"),
        ("Component execution failed: something else", "X17"),
        ("Input mapping failed: something else", "X18"),
    ],
)
def test_what_is_less_known_is_told_more_generally(message: str, identifier: str) -> None:
    found = classify(message)

    assert found is not None
    assert found.id == identifier


def test_what_nobody_knows_has_no_cause() -> None:
    assert classify("it is raining") is None


def test_a_message_may_come_in_a_terminals_frame() -> None:
    shown = (
        "\x1b[31m╭──── Error ────╮\x1b[0m\n"
        "│ Pipeline failed                                    │\n"
        "│ Error: Component execution failed: Failed to       │\n"
        "│ connect to https://e.com: All connection attempts  │\n"
        "│ failed                                             │\n"
        "╰────────────────────────────────────────────────────╯"
    )

    found = classify(shown)

    assert found is not None
    assert (found.id, found.groups["url"]) == ("E30", "https://e.com")


def test_a_message_may_follow_a_long_log() -> None:
    found = classify("a line of a log\n" * 400_000 + "Loop break signal")

    assert found is not None
    assert found.id == "E39"


def test_the_type_of_the_error_decides_between_messages() -> None:
    """The same words are a graph's fault for one type, and unknown for the others."""
    message = (
        "Unknown type 'x' for validator with schema; Output validation failed: Expected A, got B"
    )

    by_type = classify(message, "ValidationExecutionError")

    assert by_type is not None
    assert by_type.id == "E34"


def test_places_are_json_pointers() -> None:
    found = classify(
        "1 validation error for PipelineConfig\ninput_schema.a-b\n  Extra inputs are not permitted"
    )

    assert found is not None
    assert found.look == ("/input_schema/a-b",)


@pytest.mark.parametrize(
    "repeated", ["a", "'", "Template error in '", "Component '", "stages.1.", "for Input ", "( "]
)
def test_hostile_text_is_answered(repeated: str) -> None:
    """Five million characters cost no more than a few thousand."""
    classify(repeated * (5_000_000 // len(repeated)))
