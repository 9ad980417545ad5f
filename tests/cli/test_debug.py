"""`debug`: where the message comes from, exit codes, and both forms of the answer."""

import json

import pytest

from tests.cli.conftest import MISSPELT, SOUND, Invoke, Write

FIELDS = {
    *("kind", "stage", "path", "range", "cause", "hints", "fixes", "rules", "confidence", "route"),
}
READING = SOUND.replace('"hello"', '"{{input.topik}}"').replace(
    '"version"', '"sample_input": { "topic": "tea" }, "version"'
)
MESSAGE = (
    "Input mapping failed: Mapping error for field 'message': Failed to resolve template: "
    "Template error in 'input.topik': Key 'topik' not found in context"
)


def test_a_message_as_json(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", READING)

    result = invoke("debug", "main.pipeline.json", "--error", MESSAGE, "--output-format", "json")

    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer.keys() >= FIELDS
    assert (answer["kind"], answer["stage"]) == ("pipeline", "say")
    assert answer["path"] == "/stages/0/config/message"
    assert [(fix["outcome"], fix["edits"][0]["new_text"]) for fix in answer["fixes"]] == [
        ("runs", "topic")
    ]


def test_a_dry_run_shows_the_error(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", MISSPELT)

    result = invoke("debug", "main.pipeline.json", "--run", "--output-format", "json")

    answer = json.loads(result.stdout)
    assert (answer["stage"], answer["path"]) == ("end", "/stages/1/depends_on/1")


def test_a_pipeline_that_runs_has_no_error(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json")

    result = invoke("debug", "main.pipeline.json", "--run")

    assert result.exit_code == 0
    assert "runs to its end" in result.stdout


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_log_in_a_file(write: Write, invoke: Invoke, encoding: str) -> None:
    """PowerShell writes UTF-16."""
    write("main.pipeline.json", READING)
    write("run.log", f"12:00:01 ERROR Stage say failed: {MESSAGE}\r\n".encode(encoding))

    result = invoke("debug", "main.pipeline.json", "--error-file", "run.log")

    assert result.exit_code == 0
    assert "main.pipeline.json:5:" in result.stdout


def test_a_log_on_standard_input(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", READING)

    result = invoke("debug", "main.pipeline.json", "--error-file", "-", stdin=MESSAGE)

    assert "at fault: the pipeline file" in result.stdout


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00\xff\xd8" * 500, b"", b"it rains"])
def test_what_nobody_knows_is_no_result(write: Write, invoke: Invoke, content: bytes) -> None:
    write("main.pipeline.json")

    result = invoke("debug", "main.pipeline.json", "--error-file", "-", stdin=content)

    assert result.exit_code == 1
    assert result.stderr.startswith("flowmason-assist: ")


@pytest.mark.parametrize("sources", [(), ("--run", "--error", "x")])
def test_the_message_comes_from_one_place(
    write: Write, invoke: Invoke, sources: tuple[str, ...]
) -> None:
    write("main.pipeline.json")

    result = invoke("debug", "main.pipeline.json", *sources)

    assert result.exit_code == 2
    assert "one of --error, --error-file and --run" in result.stderr


def test_a_stage_that_gave_nothing_in_a_recorded_run(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", READING)
    skipped = {"stage_id": "say", "status": "success", "output": {"skipped": True}}
    write("run.json", json.dumps({"status": "completed", "stage_results": {"say": skipped}}))

    arguments = ("--error-file", "run.json", "--stage", "say", "--output-format", "json")
    result = invoke("debug", "main.pipeline.json", *arguments)

    answer = json.loads(result.stdout)
    assert (answer["kind"], answer["stage"]) == ("data", "say")
    assert "was skipped" in answer["cause"]
