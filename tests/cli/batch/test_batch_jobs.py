"""Every kind of batch gives what the command for a single item gives."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import MISSPELT, SOUND, Invoke, Write

FILES = {"flows/a.pipeline.json": SOUND, "flows/b.pipeline.json": MISSPELT}


@pytest.fixture(autouse=True)
def pipelines(write: Write) -> None:
    """Give a sound pipeline and one that fails."""
    for name, text in FILES.items():
        write(name, text)


def results(folder: Path) -> dict[str, Any]:
    rows = map(json.loads, (folder / "out.jsonl").read_text(encoding="utf-8").splitlines())
    return {row["item"]: without_time(row["result"]) for row in rows}


def without_time(result: Any) -> Any:  # noqa: ANN401 - any JSON.
    for name in ("decision", "milliseconds"):
        result.get("route", {}).pop(name, None)
    return result


@pytest.mark.parametrize(
    ("single", "batch", "exit_code"),
    [
        (("explain",), ("explain",), 0),
        (("debug", "--run"), ("debug",), 1),
        (("suggest", "--what", "prompt"), ("suggest", "--what", "prompt"), 0),
    ],
)
def test_results_are_those_of_the_single_command(
    invoke: Invoke, folder: Path, single: tuple[str, ...], batch: tuple[str, ...], exit_code: int
) -> None:
    job, *options = single
    alone = {
        name: without_time(
            json.loads(invoke(job, name, *options, "--output-format", "json").stdout)
        )
        for name in FILES
    }

    result = invoke("batch", *batch, "flows", "-o", "out.jsonl")

    assert result.exit_code == exit_code, result.stderr
    assert results(folder) == alone


def test_messages_come_from_lines_of_json(invoke: Invoke, write: Write, folder: Path) -> None:
    error = "ExecutionError: Component 'fetch' timed out after 60000ms"
    write("errors.jsonl", json.dumps({"file": "flows/a.pipeline.json", "error": error}))

    invoke("batch", "debug", "errors.jsonl", "-o", "out.jsonl")

    alone = invoke("debug", "flows/a.pipeline.json", "--error", error, "--output-format", "json")
    assert results(folder) == {"errors.jsonl:1": without_time(json.loads(alone.stdout))}


def test_requests_come_from_lists_and_files(invoke: Invoke, write: Write, folder: Path) -> None:
    request = "Fetch https://example.com/a.json"
    write("requests.txt", f"# two of them\n{request}\n\nDo my taxes\n")
    write("one.txt", request)

    invoke("batch", "generate", "@requests.txt", "one.txt", "-o", "out.jsonl")

    alone = without_time(json.loads(invoke("generate", request, "--output-format", "json").stdout))
    found = results(folder)
    assert list(found) == ["requests.txt:2", "requests.txt:4", "one.txt"]
    assert found["requests.txt:2"] == found["one.txt"] == alone


def test_a_page_has_charts_for_every_job(invoke: Invoke, folder: Path) -> None:
    for job, charts in {"explain": 3, "debug": 2, "suggest": 2}.items():
        invoke("batch", job, "flows", "--output-format", "html", "-o", "out.html")

        assert (folder / "out.html").read_text(encoding="utf-8").count("<svg") >= charts


def test_sarif_is_for_findings(invoke: Invoke) -> None:
    result = invoke("batch", "explain", "flows", "--output-format", "sarif")

    assert result.exit_code == 2
    assert "SARIF is for `batch check`" in result.stderr


def test_requests_must_be_named(invoke: Invoke) -> None:
    assert invoke("batch", "generate").exit_code == 2
