"""What `scaffold` writes works in the real engine, and never replaces a file unasked."""

import json
from pathlib import Path

import pytest

from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.resources import folder
from tests.cli.conftest import Invoke

EXAMPLES = {
    each.name: each.example
    for each in load_catalogue(folder("schemas"))
    if isinstance(each.example, dict)
}
PIPELINE = {
    "name": "greet",
    "version": "1.0.0",
    "description": "Greets",
    "stages": [
        {
            "id": "page",
            "component_type": "http_request",
            "config": {"url": "https://example.com/{{input.person.id}}"},
        },
        {
            "id": "greet",
            "component_type": "generator",
            "depends_on": ["page"],
            "config": {"prompt": "Greet {{input.person.name}}: {{upstream.page.body}}"},
        },
    ],
    "output_stage_id": "greet",
}


@pytest.fixture
def pipeline(folder: Path) -> Path:
    path = folder / "greet.pipeline.json"
    path.write_text(json.dumps(PIPELINE), encoding="utf-8")
    return path


def test_an_input_holds_what_templates_read(pipeline: Path, invoke: Invoke) -> None:
    result = invoke("scaffold", "input", str(pipeline))

    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"person": {"id": "sample id", "name": "sample name"}}


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_test_of_every_example_holds(name: str, folder: Path, invoke: Invoke) -> None:
    path = folder / f"{name}.pipeline.json"
    path.write_text(json.dumps(EXAMPLES[name]), encoding="utf-8")

    result = invoke("scaffold", "test", str(path), "-o", f"{name}.test.json")

    assert result.exit_code == 0, result.stderr
    content = json.loads((folder / f"{name}.test.json").read_text(encoding="utf-8"))
    assert content["pipeline"] == path.name
    assert content["tests"][0]["assertions"]


def test_mocks_are_what_a_dry_run_answers(pipeline: Path, folder: Path, invoke: Invoke) -> None:
    invoke("scaffold", "mock", str(pipeline), "-o", "mocks.json")
    invoke("scaffold", "input", str(pipeline), "-o", "input.json")
    mocks = json.loads((folder / "mocks.json").read_text(encoding="utf-8"))
    mocks["replies"][0]["text"] = "Hello, Ada"
    (folder / "mocks.json").write_text(json.dumps(mocks), encoding="utf-8")

    result = invoke(
        *("dry-run", str(pipeline), "--input", "@input.json"),
        *("--mocks", "mocks.json", "--output-format", "json"),
    )

    run = json.loads(result.stdout)
    assert run["output"]["content"] == "Hello, Ada"
    assert not any("made up" in note for note in run["notes"])


@pytest.mark.parametrize("kind", ["node", "operator", "control_flow"])
def test_a_component_loads_in_the_engine(kind: str, folder: Path, invoke: Invoke) -> None:
    result = invoke("scaffold", "component", kind, "shout_it", "-o", "shout_it.py")

    assert result.exit_code == 0, result.stderr
    assert "class ShoutIt:" in (folder / "shout_it.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ["function", "service"])
def test_a_handler_runs_its_pipeline(kind: str, pipeline: Path, invoke: Invoke) -> None:
    example = EXAMPLES["variable_set"]
    pipeline.write_text(json.dumps(example), encoding="utf-8")

    result = invoke("scaffold", "handler", kind, str(pipeline))

    assert result.exit_code == 0, result.stderr
    compile(result.stdout, "handler.py", "exec")


def test_a_file_that_is_there_stays(pipeline: Path, folder: Path, invoke: Invoke) -> None:
    (folder / "input.json").write_text("mine", encoding="utf-8")

    refused = invoke("scaffold", "input", str(pipeline), "-o", "input.json")

    assert refused.exit_code == 2
    assert "--force replaces it" in refused.stderr
    assert (folder / "input.json").read_text(encoding="utf-8") == "mine"
    assert invoke("scaffold", "input", str(pipeline), "-o", "input.json", "--force").exit_code == 0


def test_a_name_that_cannot_be_one_is_refused(invoke: Invoke) -> None:
    result = invoke("scaffold", "component", "node", "Not A Name")

    assert result.exit_code == 2
    assert "small letters, digits and underscores" in result.stderr


def test_inputs_for_files_without_samples_run(invoke: Invoke, folder: Path) -> None:
    """Only an expression that computes with what it finds wants to know more than the file says."""
    failed = set()
    with EngineSession() as session:
        for name, example in EXAMPLES.items():
            bare = {key: value for key, value in example.items() if key != "sample_input"}
            path = folder / f"{name}.pipeline.json"
            path.write_text(json.dumps(bare), encoding="utf-8")
            result = invoke("scaffold", "input", str(path))
            given = json.loads(result.stdout) if result.exit_code == 0 else {}
            if not session.run(json.dumps(bare), given).runs:
                failed.add(name)

    assert failed == {"json_transform"}
