"""`resolve` as a user sees it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Invoke, Write

BASE = {
    "name": "base",
    "abstract": True,
    "stages": [
        {"id": "say", "component_type": "abstract"},
        {"id": "end", "type": "logger", "depends_on": ["say"], "input_mapping": {"message": "bye"}},
    ],
    "output_stage_id": "end",
}
CHILD = {
    "name": "child",
    "extends": "base",
    "overrides": {"end": {"config": {"message": "see you"}}},
    "stages": [{"id": "say", "component_type": "logger", "config": {"message": "hello"}}],
}


@pytest.fixture(autouse=True)
def pipelines(write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a pipeline that inherits, and a cache of their own."""
    monkeypatch.setenv("FLOWMASON_ASSIST_CACHE_FOLDER", str(folder / "cache"))
    write("flows/base.pipeline.json", json.dumps(BASE))
    write("flows/child.pipeline.json", json.dumps(CHILD))


def test_what_is_inherited_runs_when_it_is_written_out(invoke: Invoke) -> None:
    before = invoke("dry-run", "flows/child.pipeline.json", "--output-format", "json")

    result = invoke("resolve", "flows/child.pipeline.json", "-o", "flows/whole.pipeline.json")

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    after = invoke("dry-run", "flows/whole.pipeline.json", "--output-format", "json")
    assert json.loads(before.stdout)["executed"] == ["say"]
    assert json.loads(after.stdout)["executed"] == ["say", "end"]


def test_the_pipeline_is_printed(invoke: Invoke) -> None:
    result = invoke("resolve", "flows/child.pipeline.json")

    assert json.loads(result.stdout) == {
        "name": "child",
        "output_stage_id": "end",
        "stages": [
            {"id": "say", "component_type": "logger", "config": {"message": "hello"}},
            {
                "id": "end",
                "component_type": "logger",
                "config": {"message": "see you"},
                "depends_on": ["say"],
            },
        ],
    }


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"extends": "none"}, "no pipeline of the project has this name"),
        ({"extends": "child"}, "the chain has no end"),
        ({"abstract": True}, "is abstract"),
    ],
)
def test_what_has_no_end_is_refused(
    invoke: Invoke, write: Write, change: dict[str, object], reason: str
) -> None:
    write("flows/child.pipeline.json", json.dumps({**CHILD, **change}))

    result = invoke("resolve", "flows/child.pipeline.json")

    assert (result.exit_code, result.stdout) == (1, "")
    assert reason in result.stderr


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"extends": None, "overrides": {}}, None),
        ({"stages": []}, 'the stage "say" is still abstract'),
        ({"compositions": [{"id": "a", "pipeline": "b"}]}, '"compositions" (a) are never run'),
    ],
)
def test_what_no_run_looks_at_is_told(
    invoke: Invoke, write: Write, change: dict[str, object], warning: str | None
) -> None:
    write("flows/child.pipeline.json", json.dumps({**CHILD, **change}))

    result = invoke("resolve", "flows/child.pipeline.json")

    assert result.exit_code == 0
    assert (warning or "") in result.stderr
    assert bool(result.stderr) == bool(warning)


def test_nothing_is_replaced(invoke: Invoke) -> None:
    result = invoke("resolve", "flows/child.pipeline.json", "-o", "flows/base.pipeline.json")

    assert result.exit_code == 2
    assert "is there already" in result.stderr
