"""`batch check` as a user sees it."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import MISSPELT, REPEATED, SOUND, Invoke, Write

Row = dict[str, Any]


def lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def without_fingerprint(finding: Row) -> Row:
    return {key: value for key, value in finding.items() if key != "fingerprint"}


def docs_of(finding: Row) -> str:
    return f"docs/rules/{finding['rule'].replace('-', '_')}.md"


@pytest.fixture(autouse=True)
def pipelines(write: Write) -> None:
    """Give a file of each kind."""
    write("flows/a.pipeline.json", SOUND)
    write("flows/b.pipeline.json", REPEATED)
    write("flows/deep/c.pipeline.json", MISSPELT)


def test_each_file_gets_the_findings_that_check_gives(invoke: Invoke, folder: Path) -> None:
    checked = json.loads(invoke("check", "flows", "--output-format", "json").stdout)

    result = invoke("batch", "check", "flows", "-o", "out.jsonl")

    rows = lines(folder / "out.jsonl")
    assert result.exit_code == 1
    assert [row["item"] for row in rows] == [
        "flows/a.pipeline.json",
        "flows/b.pipeline.json",
        "flows/deep/c.pipeline.json",
    ]
    assert checked == [
        {"file": row["file"], "docs": docs_of(finding), **without_fingerprint(finding)}
        for row in rows
        for finding in row["result"]
    ]


def test_globs_lists_and_lines_of_json_name_items(
    invoke: Invoke, write: Write, folder: Path
) -> None:
    write("list.txt", "# some\nflows/deep\n\nflows/a.pipeline.json\n")
    write("items.jsonl", json.dumps({"id": "mine", "text": SOUND}) + "\n\n")

    invoke("batch", "check", "flows/*.json", "@list.txt", "items.jsonl", "-o", "out.jsonl")

    assert [row["item"] for row in lines(folder / "out.jsonl")] == [
        "flows/a.pipeline.json",
        "flows/b.pipeline.json",
        "flows/deep/c.pipeline.json",
        "mine",
    ]


def test_lines_come_from_standard_input(invoke: Invoke, folder: Path) -> None:
    given = json.dumps({"file": "flows/a.pipeline.json"})

    result = invoke("batch", "check", "-", "-o", "out.jsonl", stdin=given)

    assert result.exit_code == 0
    assert lines(folder / "out.jsonl")[0]["item"] == "<stdin>:1"


def test_a_journal_lets_the_work_be_done_once(invoke: Invoke, write: Write) -> None:
    arguments = ("batch", "check", "flows", "--journal", "journal")
    first = invoke(*arguments)
    write("flows/b.pipeline.json", SOUND)

    second = invoke(*arguments)

    assert "3 items: 3 done, in" in first.stderr
    assert "3 items: 3 done, 2 of them before" in second.stderr
    assert second.stdout.count("FM") < first.stdout.count("FM")


def test_what_cannot_be_read_is_in_the_report(invoke: Invoke, write: Write, folder: Path) -> None:
    write("flows/d.pipeline.json", b"\xff\xfe")
    (folder / "flows" / "e.pipeline.json").mkdir()

    result = invoke("batch", "check", "flows", "none.pipeline.json", "*.nothing", "-o", "out.jsonl")

    errors = {row["item"]: row["error"] for row in lines(folder / "out.jsonl") if "error" in row}
    assert result.exit_code == 2
    assert errors == {
        "flows/d.pipeline.json": '"flows/d.pipeline.json" is UTF-16 text; save it as UTF-8',
        "flows/e.pipeline.json": '"flows/e.pipeline.json" is a folder, not a pipeline file',
        "none.pipeline.json": '"none.pipeline.json" does not exist',
        "*.nothing": 'no file matches "*.nothing"',
    }


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_loops_of_links_end(invoke: Invoke, folder: Path) -> None:
    (folder / "flows" / "loop").symlink_to(folder / "flows")
    (folder / "flows" / "self.pipeline.json").symlink_to(folder / "flows" / "self.pipeline.json")

    result = invoke("batch", "check", "flows", "-o", "out.jsonl")

    failed = [row for row in lines(folder / "out.jsonl") if row["status"] == "failed"]
    assert result.exit_code == 2
    assert [row["item"] for row in failed] == ["flows/self.pipeline.json"]
    assert len(lines(folder / "out.jsonl")) == 4


def test_sarif_is_that_of_check(invoke: Invoke, folder: Path) -> None:
    checked = json.loads(invoke("check", "flows", "--output-format", "sarif").stdout)

    invoke("batch", "check", "flows", "--output-format", "sarif", "-o", "out.sarif")

    assert json.loads((folder / "out.sarif").read_text(encoding="utf-8")) == checked


def test_a_page_has_charts_and_escapes_what_it_shows(
    invoke: Invoke, write: Write, folder: Path
) -> None:
    items = [{"id": "<b>bold</b>", "text": MISSPELT}, {"id": "sound", "text": SOUND}]
    write("items.jsonl", "\n".join(map(json.dumps, items)))

    invoke("batch", "check", "items.jsonl", "--output-format", "html", "-o", "out.html")

    page = (folder / "out.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 3
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "<b>bold" not in page
    assert "2 items: 1 clean, 1 that ask for attention, 0 failed" in page


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "is not JSON"),
        ("[]", "must be an object"),
        ("{}", 'needs a "file" or a "text"'),
        ('{"file": 1}', '"file" must be a string'),
    ],
)
def test_lines_that_are_no_items_end_the_batch(
    invoke: Invoke, write: Write, line: str, problem: str
) -> None:
    write("items.jsonl", line)

    result = invoke("batch", "check", "items.jsonl")

    assert result.exit_code == 2
    assert 'line 1 of "items.jsonl"' in result.stderr
    assert problem in result.stderr


def test_unknown_rules_are_refused_before_the_work(invoke: Invoke) -> None:
    result = invoke("batch", "check", "flows", "--select", "FM203,nonsense")

    assert result.exit_code == 2
    assert 'there is no rule "nonsense"' in result.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux has a disk that is full")  # noqa: PTH110
def test_a_full_disk_keeps_the_journal(invoke: Invoke) -> None:
    result = invoke("batch", "check", "flows", "-o", "/dev/full", "--journal", "journal")

    assert result.exit_code == 2
    assert '"/dev/full" cannot be written: No space left on device' in result.stderr
    assert 'the results are in the journal "journal"' in result.stderr
    assert "3 of them before" in invoke("batch", "check", "flows", "--journal", "journal").stderr
