"""Markdown files as test cases."""

from pathlib import Path

import pytest

from tests.support.markdown import FixtureError, read_cases

PATH = Path("tests/lint/some_rule.md")


def test_a_heading_names_a_case() -> None:
    [case] = read_cases(PATH, "# Some rule\n\nAn introduction.\n\n```json\n{}\n```\n")

    assert case.title == "Some rule"
    assert "An introduction." == case.intro == case.sentence
    assert case.main.name == "main.pipeline.json"
    assert case.main.text == "{}\n"
    assert case.main.first_line == 6


def test_files_of_different_names_are_one_workspace() -> None:
    text = "# Two\n```json a.pipeline.json\n{}\n```\n```python b.py\npass\n```\n"

    [case] = read_cases(PATH, text)

    assert [file.name for file in case.files] == ["a.pipeline.json", "b.py"]


def test_a_file_of_the_same_name_starts_the_next_case() -> None:
    text = "# Rule\nFires.\n```json\n1\n```\n```fixed unsafe\n2\n```\nDoes not.\n```json\n3\n```\n"

    first, second = read_cases(PATH, text)

    assert [first.title, second.title] == ["Rule", "Rule (2)"]
    assert [first.sentence, second.sentence] == ["Fires.", "Does not."]
    assert [block.kind for block in first.blocks] == ["file", "fixed"]
    assert first.blocks[1].options == ("unsafe",)
    assert second.main.text == "3\n"


def test_settings_may_stand_above_the_file() -> None:
    text = '# Rule\n```settings\nreader = "core"\n```\n```json\n{}\n```\n'

    [case] = read_cases(PATH, text)

    settings = case.of_kind("settings")
    assert settings is not None
    assert settings.text == 'reader = "core"\n'
    assert case.main.text == "{}\n"


REFUSED = {
    "a misspelt kind": "# Rule\n```jsno\n{}\n```\n",
    "no file": "# Rule\n```expect\n```\n",
    "never closed": "# Rule\n```json\n{}\n",
    "two cases of one name": "# Rule\n```json\n1\n```\n# Rule\n```json\n2\n```\n",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_is_no_fixture_is_refused(text: str) -> None:
    with pytest.raises(FixtureError, match=r"some_rule\.md"):
        read_cases(PATH, text)
