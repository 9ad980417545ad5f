"""Markdown files as pytest tests: what passes, what fails, and what `--accept` writes."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

RIGHT = """# Commas

```json
[1 2]
  ^ missing_comma: a comma is missing here
```

```fixed
[1, 2]
```
"""

WRONG = {
    "Another place": RIGHT.replace("  ^ ", " ^ "),
    "Another message": RIGHT.replace("is missing here", "is not here"),
    "Another kind": RIGHT.replace("missing_comma", "trailing_comma"),
    "Nothing annotated": RIGHT.replace("  ^ missing_comma: a comma is missing here\n", ""),
    "Nothing there": RIGHT.replace("[1 2]", "[1,2]"),
    "Another text": RIGHT.replace("[1, 2]", "[1,2]"),
}
ALL_WRONG = "".join(text.replace("Commas", heading) for heading, text in WRONG.items())


@pytest.fixture
def fixture(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for a Markdown file in a folder of its own, with our conftest."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # Only our own is tested.
    pytester.makeconftest("from tests.conftest import *")
    return pytester.mkdir("syntax") / "commas.md"


def test_a_right_annotation_passes(pytester: pytest.Pytester, fixture: Path) -> None:
    without_message = RIGHT.replace(": a comma is missing here", "").replace("Commas", "Short")
    fixture.write_text(RIGHT + without_message, encoding="utf-8")

    pytester.runpytest_subprocess().assert_outcomes(passed=2)


def test_every_wrong_annotation_fails(pytester: pytest.Pytester, fixture: Path) -> None:
    fixture.write_text(ALL_WRONG, encoding="utf-8")

    result = pytester.runpytest_subprocess()

    result.assert_outcomes(failed=len(WRONG))
    result.stdout.fnmatch_lines(["--- written in the fixture", "+++ what happened"])


def test_accepting_writes_what_happens(pytester: pytest.Pytester, fixture: Path) -> None:
    fixture.write_text(ALL_WRONG + RIGHT, encoding="utf-8")

    pytester.runpytest_subprocess("--accept").assert_outcomes(passed=len(WRONG) + 1)

    pytester.runpytest_subprocess().assert_outcomes(passed=len(WRONG) + 1)
    assert fixture.read_text(encoding="utf-8").endswith(RIGHT)


def test_a_folder_that_nothing_runs_is_an_error(pytester: pytest.Pytester, fixture: Path) -> None:
    other = pytester.mkdir("nothing_runs_this") / fixture.name
    other.write_text(RIGHT, encoding="utf-8")

    pytester.runpytest_subprocess().assert_outcomes(errors=1)
