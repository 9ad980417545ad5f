"""`find` as a user sees it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import SOUND, Invoke, Write

ASKING = """{
  "name": "ask",
  "stages": [
    { "id": "draft", "component_type": "generator", "config": { "prompt": "Say \\"hi\\"" } }
  ]
}
"""


@pytest.fixture(autouse=True)
def pipelines(write: Write, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give two pipelines, and a cache of their own."""
    monkeypatch.setenv("FLOWMASON_ASSIST_CACHE_FOLDER", str(folder / "cache"))
    write("flows/greet.pipeline.json", SOUND)
    write("flows/ask.pipeline.json", ASKING)


def test_places_are_shown_with_what_stands_there(invoke: Invoke) -> None:
    result = invoke("find", "component", "logger")

    assert result.exit_code == 0
    assert result.stdout == "flows/greet.pipeline.json:5:39: use in say: logger\n"


def test_prompts_are_found_by_a_part(invoke: Invoke) -> None:
    result = invoke("find", "prompt", 'say "HI', "flows")

    assert result.stdout == ('flows/ask.pipeline.json:4:75: definition in draft: "Say \\"hi\\""\n')


def test_programs_get_json(invoke: Invoke) -> None:
    result = invoke("find", "stage", "draft", "--output-format", "json")

    assert json.loads(result.stdout) == [
        {
            "file": "flows/ask.pipeline.json",
            "kind": "stage",
            "role": "definition",
            "text": "draft",
            "in": "generator",
            "of": "",
            "range": {"start": {"line": 4, "column": 14}, "end": {"line": 4, "column": 19}},
        }
    ]


def test_nothing_found_is_told_by_the_exit_code(invoke: Invoke) -> None:
    result = invoke("find", "input", "nobody")

    assert (result.exit_code, result.stdout) == (1, "")


def test_the_cache_follows_the_files(invoke: Invoke, write: Write) -> None:
    invoke("find", "component", "logger")
    write("flows/greet.pipeline.json", SOUND.replace("logger", "critic"))

    assert invoke("find", "component", "logger").exit_code == 1
    assert invoke("find", "component", "critic").exit_code == 0


def test_a_search_can_leave_no_trace(invoke: Invoke, folder: Path) -> None:
    assert invoke("find", "component", "logger", "--no-cache").exit_code == 0
    assert not (folder / "cache").exists()
    assert invoke("find", "component", "logger").exit_code == 0
    assert (folder / "cache" / "workspace.sqlite").exists()
