"""What other files show to be wrong with a file, beside what FlowMason's own validator says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flowmason_core.config.types import PipelineConfig
from flowmason_core.inheritance.validator import InheritanceValidator

from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.ide.index.store import Store
from flowmason_assist.ide.index.workspace_index import WorkspaceIndex
from flowmason_assist.ide.inheritance.problems import make_find, problems
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.ide.workspace import make_snapshot
from flowmason_assist.lint.rule import Finding
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.resources import folder
from flowmason_assist.text.edit import apply

Json = dict[str, Any]

MAIN = "main.pipeline.json"
DRAFT = {"id": "draft", "component_type": "logger", "config": {"message": "x"}}
FILES: dict[str, Json] = {
    "base.pipeline.json": {"id": "base-id", "name": "Base", "version": "2.0.0", "stages": [DRAFT]},
    "middle.pipeline.json": {"name": "Middle", "extends": "Base@2.0.0", "stages": []},
    "orphan.pipeline.json": {"name": "Orphan", "extends": "Nobody", "stages": []},
    "shape.pipeline.json": {"name": "Shape", "abstract": True, "stages": []},
    "one.pipeline.json": {"name": "Twin", "stages": []},
    "two.pipeline.json": {"name": "Twin", "stages": []},
    "round.pipeline.json": {"name": "Round", "extends": "Main", "stages": []},
    "flowmason.json": {"name": "p"},
}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WorkspaceIndex]:
    """Give the index of a project."""
    for name, content in FILES.items():
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    made = WorkspaceIndex(Store(None))
    yield made
    made.close()


def look(
    index: WorkspaceIndex, folder_: Path, text: str, name: str
) -> tuple[Snapshot, list[Finding]]:
    """Write a file and give what is wrong with its ties."""
    path = folder_ / name
    path.write_text(text, encoding="utf-8")
    catalogue = load_catalogue(folder("schemas"))
    list(index.refresh(sorted(folder_.iterdir()), lambda _: catalogue))
    snapshot = make_snapshot(path, text, 0, catalogue, LintSettings())
    find = make_find(index, lambda each: each.read_text(encoding="utf-8"))
    return snapshot, problems(snapshot, index, find)


CIRCLE = "the pipeline inherits from itself"
TWINS = '"one.pipeline.json" and "two.pipeline.json"'
UNKNOWN = "no pipeline of this project is called"
OVERRIDDEN: Json = {"overrides": {"draft": {}}}


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        ({"extends": "Bose"}, "FM905", f'{UNKNOWN} "Bose"; did you mean "Base"?'),
        ({"extends": "Base@1.0.0"}, "FM905", f'{UNKNOWN} "Base@1.0.0"; did you mean "Base"?'),
        (
            {"extends": "base-id"},
            "FM905",
            f'{UNKNOWN} "base-id"; pipelines are found by name: write "Base"',
        ),
        (
            {"extends": "Orphan"},
            "FM905",
            f'"orphan.pipeline.json" extends "Nobody": {UNKNOWN} that',
        ),
        (
            {"extends": "Main"},
            "FM906",
            f'{CIRCLE}: main.pipeline.json -> "Main"',
        ),
        (
            {"extends": "Round"},
            "FM906",
            f'{CIRCLE}: main.pipeline.json -> round.pipeline.json -> "Main"',
        ),
        (
            {"extends": "Base", "overrides": {"daft": {}}},
            "FM907",
            'no parent has a stage "daft"; did you mean "draft"?',
        ),
        (
            {"compositions": [{"id": "a", "pipeline": "Shape"}]},
            "FM909",
            '"Shape" is abstract and cannot be a part of another pipeline',
        ),
        ({"compositions": [{"id": "b", "pipeline": "None"}]}, "FM905", f'{UNKNOWN} "None"'),
    ],
)
def test_what_the_engine_refuses_is_explained(
    index: WorkspaceIndex, tmp_path: Path, content: Json, code: str, message: str
) -> None:
    assert looked_at(index, tmp_path, content) == [f"{code}: {message}"]
    assert not is_valid_for_the_engine(tmp_path / MAIN)


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (
            {"extends": "Base", "stages": [DRAFT], **OVERRIDDEN},
            "FM907",
            'the stage "draft" of this file replaces what is overridden here',
        ),
        (OVERRIDDEN, "FM907", 'there is no parent to override: "extends" is missing'),
        (
            {"extends": "Twin"},
            "FM908",
            f'{TWINS} are both called "Twin": chance decides which is taken',
        ),
    ],
)
def test_what_the_engine_does_not_see_is_told_too(
    index: WorkspaceIndex, tmp_path: Path, content: Json, code: str, message: str
) -> None:
    assert looked_at(index, tmp_path, content) == [f"{code}: {message}"]
    assert is_valid_for_the_engine(tmp_path / MAIN)


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"extends": "Base"},
        {"extends": "Base@2.0.0", **OVERRIDDEN},
        {"compositions": [{"id": "a", "pipeline": "Base"}]},
    ],
)
def test_nothing_is_said_of_ties_that_hold(
    index: WorkspaceIndex, tmp_path: Path, content: Json
) -> None:
    assert looked_at(index, tmp_path, content) == []
    assert is_valid_for_the_engine(tmp_path / MAIN)


def test_a_stage_of_a_grandparent_can_be_overridden(index: WorkspaceIndex, tmp_path: Path) -> None:
    """The engine's merger does so, though its validator looks at the parent only."""
    assert looked_at(index, tmp_path, {"extends": "Middle", **OVERRIDDEN}) == []


def looked_at(index: WorkspaceIndex, folder_: Path, content: Json) -> list[str]:
    """Give what is wrong with a pipeline of this content."""
    text = json.dumps({"name": "Main", "stages": [], **content})
    return [f"{each.code}: {each.message}" for each in look(index, folder_, text, MAIN)[1]]


def is_valid_for_the_engine(path: Path) -> bool:
    """Tell whether FlowMason's validator finds the inheritance of a file valid."""
    known: dict[str, PipelineConfig] = {}
    for each in sorted(path.parent.glob("*.pipeline.json")):
        content = json.loads(each.read_text(encoding="utf-8"))
        pipeline = PipelineConfig(**{"id": each.name, **content})
        known |= {pipeline.name: pipeline, f"{pipeline.name}@{pipeline.version}": pipeline}
    return bool(InheritanceValidator(known.get).validate(known["Main"]).is_valid)


def test_a_fix_writes_the_name_that_is_meant(index: WorkspaceIndex, tmp_path: Path) -> None:
    text = '{ "name": "Main", "extends": "base-id", "stages": [] }'

    _, (found,) = look(index, tmp_path, text, MAIN)

    assert found.fix is not None
    assert apply(text, found.fix.edits) == text.replace("base-id", "Base")


def test_what_is_silenced_stays_silent(index: WorkspaceIndex, tmp_path: Path) -> None:
    text = json.dumps(
        {
            "name": "Main",
            "extends": "Nobody",
            "stages": [],
            "x-flowmason-assist": {"ignore": ["FM905"]},
        }
    )

    assert look(index, tmp_path, text, MAIN)[1] == []


def test_a_test_gives_what_its_pipeline_reads(index: WorkspaceIndex, tmp_path: Path) -> None:
    tested = {"name": "T", "input_schema": {"properties": {"topic": {}}}, "stages": []}
    (tmp_path / "t.pipeline.json").write_text(json.dumps(tested), encoding="utf-8")
    case = {"name": "c", "input": {"topic": 1, "topik": 2, "rest": 3}}
    text = json.dumps({"name": "t", "pipeline": "t.pipeline.json", "tests": [case]})

    snapshot, found = look(index, tmp_path, text, "t.test.json")

    assert [f"{each.code}: {each.message}" for each in found] == [
        'FM910: "t.pipeline.json" reads no input "topik"; did you mean "topic"?',
        'FM910: "t.pipeline.json" reads no input "rest"; it has no effect',
    ]
    span = found[0].span
    assert snapshot.text[span.start : span.end] == '"topik"'
