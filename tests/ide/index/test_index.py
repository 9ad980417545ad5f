"""The index of a workspace: what it knows, when it reads, and what it survives."""

import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.ide.index.mention import Found, Kind, Role
from flowmason_assist.ide.index.prompts import prompts_with
from flowmason_assist.ide.index.read import is_indexed, read_facts
from flowmason_assist.ide.index.store import Store
from flowmason_assist.ide.index.workspace_index import WorkspaceIndex
from flowmason_assist.resources import folder

PART = {
    "id": "clean-up",
    "name": "Clean up",
    "version": "2.0.0",
    "input_schema": {"properties": {"topic": {"type": "string"}}},
    "sample_input": {"topic": "rain"},
    "stages": [
        {
            "id": "draft",
            "component_type": "generator",
            "config": {"prompt": "Write about\n{{input.topic}}"},
        }
    ],
}
WHOLE = {
    "name": "whole",
    "stages": [
        {
            "id": "part",
            "component_type": "subpipeline",
            "config": {"pipeline_id": "clean-up", "input_data": {"topic": "{{input.topic}}"}},
        }
    ],
}
CHILD = {
    "name": "child",
    "extends": "Clean up@2.0.0",
    "overrides": {"draft": {"config": {"prompt": "Write"}}},
    "compositions": [{"id": "more", "pipeline": "whole", "input_mapping": {"topic": "x"}}],
    "stages": [],
}
TEST = {
    "name": "t",
    "pipeline": "part.pipeline.json",
    "tests": [{"name": "rains", "input": {"topic": "x"}}],
}
PROJECT = {"name": "p", "main": "whole.pipeline.json"}
FILES = {
    "part.pipeline.json": PART,
    "whole.pipeline.json": WHOLE,
    "child.pipeline.json": CHILD,
    "part.test.json": TEST,
    "flowmason.json": PROJECT,
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Give the shipped components."""
    return load_catalogue(folder("schemas"))


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Write a workspace."""
    paths = []
    for name, content in FILES.items():
        paths.append(tmp_path / name)
        paths[-1].write_text(json.dumps(content, indent=2), encoding="utf-8")
    return paths


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WorkspaceIndex]:
    """Give an index that nothing is in yet."""
    made = WorkspaceIndex(Store(tmp_path / "cache" / "index"))
    yield made
    made.close()


def read(index: WorkspaceIndex, files: list[Path], catalogue: Catalogue) -> None:
    """Bring an index up to date."""
    assert list(index.refresh(files, lambda _: catalogue)) == files


def shown(found: list[Found]) -> list[str]:
    """Give places as short texts."""
    places = ((each.path.name, each.mention) for each in found)
    return [f"{name}:{at.line + 1} {at.role} {at.holder}".strip() for name, at in places]


@pytest.mark.parametrize(
    ("name", "is_wanted"),
    [
        ("a.pipeline.json", True),
        ("a.test.json", True),
        ("flowmason.json", True),
        ("package.json", False),
    ],
)
def test_files_of_flowmason_are_indexed(name: str, *, is_wanted: bool) -> None:
    assert is_indexed(name) is is_wanted


def test_an_input_is_found_where_it_is_declared_read_and_given(
    index: WorkspaceIndex, files: list[Path], catalogue: Catalogue
) -> None:
    read(index, files, catalogue)

    assert shown(index.named(Kind.INPUT, "topic")) == [
        "child.pipeline.json:16 use more",
        "part.pipeline.json:7 definition",
        "part.pipeline.json:13 use",
        "part.pipeline.json:20 use draft",
        "part.test.json:8 use rains",
        "whole.pipeline.json:10 use part",
        "whole.pipeline.json:10 use part",
    ]


def test_a_component_is_found_in_all_pipelines(
    index: WorkspaceIndex, files: list[Path], catalogue: Catalogue
) -> None:
    read(index, files, catalogue)

    assert shown(index.named(Kind.COMPONENT, "generator")) == ["part.pipeline.json:18 use draft"]


@pytest.mark.parametrize(
    "reference",
    ["clean-up", "Clean up", "Clean up@2.0.0", "part", "part.pipeline.json"],
)
def test_a_pipeline_has_many_names(
    index: WorkspaceIndex, files: list[Path], catalogue: Catalogue, reference: str
) -> None:
    read(index, files, catalogue)

    assert [path.name for path in index.pipelines(reference)] == ["part.pipeline.json"]
    assert shown(index.pipeline_uses(reference)) == [
        "child.pipeline.json:3 use",
        "part.pipeline.json:3 definition",
        "part.test.json:3 use",
        "whole.pipeline.json:8 use part",
    ]


def test_prompts_are_found_by_their_text_which_is_kept_nowhere(
    index: WorkspaceIndex, files: list[Path], catalogue: Catalogue, tmp_path: Path
) -> None:
    read(index, files, catalogue)

    assert shown(prompts_with(index, "ABOUT\n")) == ["part.pipeline.json:20 definition draft"]
    assert prompts_with(index, "nothing") == []
    index.close()
    kept = b"".join(path.read_bytes() for path in (tmp_path / "cache").iterdir())
    assert b"Write about" not in kept
    assert b"clean-up" in kept


def test_symbols_are_found_by_a_part_of_their_name(
    index: WorkspaceIndex, files: list[Path], catalogue: Catalogue
) -> None:
    read(index, files, catalogue)

    found = [(each.mention.kind, each.mention.name) for each in index.symbols("R", 10)]

    assert found == [(Kind.STAGE, "part"), (Kind.STAGE, "draft"), (Kind.TEST, "rains")]
    assert len(index.symbols("", 2)) == 2
    assert index.symbols("%", 10) == []


def test_open_files_count_more_than_those_on_the_disk(
    files: list[Path], catalogue: Catalogue
) -> None:
    text = json.dumps({"name": "part", "stages": [{"id": "new", "component_type": "critic"}]})
    edited = read_facts(files[0], text, catalogue)
    index = WorkspaceIndex(Store(None), lambda: [edited])
    read(index, files, catalogue)

    assert index.named(Kind.COMPONENT, "generator") == []
    assert [each.path for each in index.named(Kind.COMPONENT, "critic")] == [files[0]]
    index.close()


def test_only_changed_files_are_read_after_a_restart(
    files: list[Path], catalogue: Catalogue, tmp_path: Path
) -> None:
    first = WorkspaceIndex(Store(tmp_path / "index"))
    read(first, files, catalogue)
    first.close()
    files[1].write_text(json.dumps(PART | {"name": "new"}), encoding="utf-8")
    os.utime(files[2])
    asked: list[Path] = []

    def catalogue_of(path: Path) -> Catalogue:
        asked.append(path)
        return catalogue

    second = WorkspaceIndex(Store(tmp_path / "index"))
    list(second.refresh(files, catalogue_of))

    assert asked == [files[1]]
    assert second.pipelines("new") == [files[1]]
    second.close()


def test_files_that_come_and_go_are_noticed_one_by_one(
    index: WorkspaceIndex, files: list[Path], catalogue: Catalogue
) -> None:
    read(index, files[1:], catalogue)

    assert index.pipelines("part") == []

    index.update(files[0], lambda _: catalogue)
    assert index.pipelines("part") == [files[0]]

    files[0].unlink()
    index.update(files[0], lambda _: catalogue)
    assert index.pipelines("part") == []


def test_questions_are_about_the_files_that_were_named(
    index: WorkspaceIndex, files: list[Path], catalogue: Catalogue
) -> None:
    read(index, files, catalogue)
    read(index, files[1:2], catalogue)

    assert index.named(Kind.COMPONENT, "generator") == []


@pytest.mark.parametrize("content", [b"no database at all, but a text of some length", b""])
def test_a_damaged_cache_is_made_anew(
    files: list[Path], catalogue: Catalogue, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "index").write_bytes(content)

    index = WorkspaceIndex(Store(tmp_path / "index"))
    read(index, files, catalogue)

    assert index.pipelines("part") == [files[0]]
    index.close()
    with sqlite3.connect(tmp_path / "index") as database:
        assert database.execute("SELECT count(*) FROM files").fetchone() == (5,)
    database.close()


def test_without_a_place_for_the_cache_the_memory_does(
    files: list[Path], catalogue: Catalogue, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()

    index = WorkspaceIndex(Store(tmp_path / "file" / "index"))
    read(index, files, catalogue)

    assert index.pipelines("part") == [files[0]]
    index.close()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"stages": 7}', '{"name": "\\ud800", "stages": [{"id": 1}, 2]}']
)
def test_whatever_a_file_holds_it_can_be_indexed(
    index: WorkspaceIndex, catalogue: Catalogue, tmp_path: Path, text: str
) -> None:
    for name in ("a.pipeline.json", "a.test.json", "flowmason.json"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        index.update(path, lambda _: catalogue)

    assert [each.mention.role for each in index.symbols("", 10)][:1] == [Role.DEFINITION]
