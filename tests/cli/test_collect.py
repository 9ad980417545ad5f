"""Which files a path on the command line means."""

import sys
from pathlib import Path

import pytest

from flowmason_assist.cli.checking.collect import collect
from flowmason_assist.config.find import ConfigurationFinder
from tests.cli.conftest import Write


def collected(*paths: str) -> list[str]:
    found = collect(map(Path, paths), ConfigurationFinder({}))
    return [path.as_posix() for path in found.files]


def test_a_folder_is_searched_in_the_order_of_names(write: Write) -> None:
    for name in ("b/z.pipeline.json", "b/a.pipeline.json", "a.pipeline.json", "c.pipeline.json"):
        write(name)
    write("b/not-a-pipeline.json")

    found = collected(".")

    assert found == [
        "a.pipeline.json",
        "b/a.pipeline.json",
        "b/z.pipeline.json",
        "c.pipeline.json",
    ]


def test_the_order_of_the_command_line_counts(write: Write) -> None:
    for name in ("a.pipeline.json", "b/x.pipeline.json", "b/y.pipeline.json"):
        write(name)

    assert collected("b/y.pipeline.json", ".") == [
        "b/y.pipeline.json",
        "a.pipeline.json",
        "b/x.pipeline.json",
    ]


def test_a_file_is_taken_whatever_its_name(write: Write) -> None:
    write("pipeline.json")

    assert collected("pipeline.json") == ["pipeline.json"]


@pytest.mark.parametrize(
    "name", [".git", ".venv", "venv", "node_modules", "__pycache__", "deep/node_modules/x"]
)
def test_folders_of_other_people_are_left_out(write: Write, name: str) -> None:
    write(f"{name}/main.pipeline.json")
    write("main.pipeline.json")

    assert collected(".") == ["main.pipeline.json"]


def test_a_folder_that_is_named_is_searched_even_when_hidden(write: Write) -> None:
    write(".flows/main.pipeline.json")

    assert collected(".flows") == [".flows/main.pipeline.json"]


def test_hidden_files_are_left_out(write: Write) -> None:
    write(".main.pipeline.json")

    assert collected(".") == []


def test_what_is_excluded_is_left_out_of_a_search_only(write: Write) -> None:
    write("flowmason-assist.toml", 'exclude = ["drafts", "old-*.pipeline.json"]')
    write("drafts/main.pipeline.json")
    write("deep/drafts/main.pipeline.json")
    write("old-one.pipeline.json")
    write("new.pipeline.json")

    assert collected(".") == ["new.pipeline.json"]
    assert collected("old-one.pipeline.json") == ["old-one.pipeline.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_links_to_folders_are_not_followed(write: Write, folder: Path) -> None:
    write("real/main.pipeline.json")
    (folder / "real/loop").symlink_to(folder)
    (folder / "again").symlink_to(folder / "real")

    assert collected(".") == ["real/main.pipeline.json"]
    assert collected("again") == ["again/main.pipeline.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_file_behind_two_names_is_checked_once(write: Write, folder: Path) -> None:
    write("a.pipeline.json")
    (folder / "b.pipeline.json").symlink_to(folder / "a.pipeline.json")

    assert collected(".") == ["a.pipeline.json"]
