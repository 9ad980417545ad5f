"""`change` as a person or a program calls it; these wishes need no model."""

import json

import pytest

from tests.cli.conftest import Invoke, Write

PIPELINE = """{
  "id": "sum", "name": "Sum", "version": "1.0.0", "description": "Sums up a text.",
  "input_schema": {
    "type": "object", "properties": { "text": { "type": "string" } }, "required": ["text"]
  },
  "stages": [
    {
      "id": "sum", "component_type": "summarizer",
      "config": { "text": "{{input.text}}", "max_length": 100 }
    },
    {
      "id": "note", "component_type": "logger", "depends_on": ["sum"],
      "config": { "message": "{{upstream.sum.summary}}" }
    }
  ],
  "output_stage_id": "sum"
}
"""


def test_a_change_is_shown_as_a_diff(write: Write, invoke: Invoke) -> None:
    path = write("main.pipeline.json", PIPELINE)

    result = invoke("change", str(path), "change 100 to 50")

    assert result.exit_code == 0
    assert '+      "config": { "text": "{{input.text}}", "max_length": 50 }' in result.stdout
    assert path.read_text(encoding="utf-8") == PIPELINE


def test_a_change_is_written(write: Write, invoke: Invoke) -> None:
    path = write("main.pipeline.json", PIPELINE)

    result = invoke("change", str(path), "remove the note stage", "--write")

    assert result.exit_code == 0
    stages = json.loads(path.read_text(encoding="utf-8"))["stages"]
    assert [stage["id"] for stage in stages] == ["sum"]


def test_a_change_is_json(write: Write, invoke: Invoke) -> None:
    path = write("main.pipeline.json", PIPELINE)

    result = invoke("change", str(path), "rename sum to digest", "--output-format", "json")

    answer = json.loads(result.stdout)
    assert answer["status"] == "ok"
    assert answer["verified"]["lint_errors"] == 0
    assert len(answer["edits"]) == 5
    assert answer["pipeline"]["output_stage_id"] == "digest"


@pytest.mark.parametrize("wish", ["rename sum to note"])
def test_what_would_break_the_pipeline_is_refused(wish: str, write: Write, invoke: Invoke) -> None:
    path = write("main.pipeline.json", PIPELINE)

    result = invoke("change", str(path), wish, "--write")

    assert result.exit_code == 1
    assert result.stderr
    assert path.read_text(encoding="utf-8") == PIPELINE
