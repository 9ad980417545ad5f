"""JSON that is not for FlowMason is left alone, whatever an editor sends."""

from pathlib import Path

import pytest

from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.ide.workspace import Workspace
from flowmason_assist.resources import folder


@pytest.mark.parametrize(
    ("name", "text", "judged"),
    [
        ("package.json", '{ "name": 1, }', "no"),
        ("jest.test.json", '{ "suite": "login" }', "no"),
        ("part.test.json", '{ "pipeline": "part.pipeline.json" }', "yes"),
        ("flowmason.json", "{}", "yes"),
        ("part.pipeline.json", "{}", "yes"),
    ],
)
def test_only_files_of_flowmason_are_judged(
    tmp_path: Path, name: str, text: str, judged: str
) -> None:
    workspace = Workspace(load_catalogue(folder("schemas")))
    workspace.write(tmp_path / name, text, 1)

    snapshot = workspace.snapshot(tmp_path / name)

    assert snapshot is not None
    assert bool(snapshot.findings) is (judged == "yes")


def test_in_a_project_every_test_file_is_judged(tmp_path: Path) -> None:
    (tmp_path / "flowmason.json").write_text('{ "name": "shop" }', encoding="utf-8")
    workspace = Workspace(load_catalogue(folder("schemas")))
    workspace.write(tmp_path / "login.test.json", "{}", 1)

    snapshot = workspace.snapshot(tmp_path / "login.test.json")

    assert snapshot is not None
    assert snapshot.findings
