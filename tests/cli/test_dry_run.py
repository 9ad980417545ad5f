"""`dry-run`: exit codes, input, and both forms of the answer."""

import json

import pytest

from tests.cli.conftest import MISSPELT, SOUND, Invoke, Write

FIELDS = {
    *("loads", "runs", "failed_stage", "error_type", "error_message"),
    *("executed", "skipped", "output"),
}
ECHO = SOUND.replace('"hello"', '"{{input.topic}}"')


def test_a_pipeline_that_runs(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json")

    result = invoke("dry-run", "main.pipeline.json", "--output-format", "json")

    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert answer.keys() >= FIELDS
    assert (answer["loads"], answer["runs"], answer["executed"]) == (True, True, ["say"])


def test_a_pipeline_that_fails(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", MISSPELT)

    result = invoke("dry-run", "main.pipeline.json", "--output-format", "json")

    answer = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (answer["loads"], answer["runs"], answer["failed_stage"]) == (True, False, "end")


def test_a_pipeline_that_does_not_load(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", "{}")

    result = invoke("dry-run", "main.pipeline.json")

    assert result.exit_code == 1
    assert result.stdout.startswith("main.pipeline.json, cli reader: does not load\n")


def test_people_get_a_summary(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json")

    result = invoke("dry-run", "main.pipeline.json")

    assert result.exit_code == 0
    assert result.stdout.startswith(
        "main.pipeline.json, cli reader: runs\n  executed: say\n  output:\n    {\n"
    )


def test_the_input_is_given_as_text_or_in_a_file(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json", ECHO)
    write("input.json", '{"topic": "tea"}')

    for given in ('{"topic": "tea"}', "@input.json"):
        result = invoke(
            *("dry-run", "main.pipeline.json", "--input", given, "--output-format", "json")
        )

        assert json.loads(result.stdout)["input"] == {"topic": "tea"}, result.stderr


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("{topic: 1}", "the input is not JSON: "),
        ("[1]", "the input must be a JSON object"),
        ("[" * 100_000, "the input is not JSON: "),
        ("@none.json", '"none.json" does not exist'),
    ],
)
def test_an_input_that_cannot_be_used_is_refused(
    write: Write, invoke: Invoke, given: str, reason: str
) -> None:
    write("main.pipeline.json")

    result = invoke("dry-run", "main.pipeline.json", "--input", given)

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"flowmason-assist: {reason}" in result.stderr


def test_standard_input_can_be_run(invoke: Invoke) -> None:
    result = invoke(
        "dry-run",
        "-",
        "--reader",
        "core",
        stdin=SOUND.replace('"name"', '"id": "x", "name"', 1).replace("component_type", "type"),
    )

    assert result.stdout.startswith("-, core reader: runs\n"), result.stdout


def test_a_missing_engine_is_told_with_the_cure(write: Write, invoke: Invoke) -> None:
    write("main.pipeline.json")

    result = invoke("dry-run", "main.pipeline.json", "--interpreter", "no-such-python")

    assert (result.exit_code, result.stdout) == (2, "")
    assert '"no-such-python"' in result.stderr


def test_component_files_run_only_with_trust(write: Write, invoke: Invoke) -> None:
    write("flowmason.json", "{}")
    write("components/shout.py", COMPONENT)
    write("flows/main.pipeline.json", SOUND.replace('"logger"', '"shout"'))

    careful = invoke("dry-run", "flows/main.pipeline.json")
    trusting = invoke("dry-run", "flows/main.pipeline.json", "--trust")

    assert (careful.exit_code, trusting.exit_code) == (1, 0)
    assert '"message": "HELLO"' in trusting.stdout


COMPONENT = """
from flowmason_core.core import Field, OperatorInput, OperatorOutput, operator


@operator(name="shout", category="test", description="Says it louder")
class Shout:
    class Input(OperatorInput):
        message: str = Field(description="What to say")

    class Output(OperatorOutput):
        message: str = Field(description="What was said")

    async def execute(self, input, context):
        return self.Output(message=input.message.upper())
"""
