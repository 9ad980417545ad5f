"""Which project a pipeline belongs to, and what its people wrote for it."""

from pathlib import Path

from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.config.project import (
    component_files,
    project_root,
    with_project_components,
)
from flowmason_assist.resources import folder

COMPONENT = """
from flowmason_core.core import OperatorInput, OperatorOutput, operator


@operator(name="shout", category="test", description="Says it louder")
class Shout:
    class Input(OperatorInput):
        message: str

    class Output(OperatorOutput):
        message: str

    async def execute(self, input, context):
        return self.Output(message=input.message.upper())
"""


def test_the_project_is_the_nearest_folder_that_looks_like_one(tmp_path: Path) -> None:
    (tmp_path / "flowmason.json").write_text("{}")
    (tmp_path / "inner/components").mkdir(parents=True)
    (tmp_path / "inner/pipelines").mkdir()
    (tmp_path / "other").mkdir()

    assert project_root(tmp_path / "inner/pipelines") == tmp_path / "inner"
    assert project_root(tmp_path / "other") == tmp_path


def test_component_files_are_found_at_any_depth(tmp_path: Path) -> None:
    for name in ("b.py", "a.py", "deep/c.py", ".hidden/d.py", "__pycache__/e.py", "notes.md"):
        path = tmp_path / "components" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")

    found = [path.relative_to(tmp_path).as_posix() for path in component_files(tmp_path)]

    assert found == ["components/a.py", "components/b.py", "components/deep/c.py"]


def test_the_catalogue_learns_what_the_project_adds(tmp_path: Path) -> None:
    (tmp_path / "components").mkdir()
    (tmp_path / "components/shout.py").write_text(COMPONENT)
    (tmp_path / "components/broken.py").write_text("def (:")
    (tmp_path / "components/latin.py").write_bytes(b"\xe9")
    shipped = load_catalogue(folder("schemas"))

    catalogue = with_project_components(shipped, tmp_path)

    assert set(catalogue.components) - set(shipped.components) == {"shout"}


def test_a_project_without_components_changes_nothing(tmp_path: Path) -> None:
    shipped = load_catalogue(folder("schemas"))

    assert with_project_components(shipped, tmp_path) is shipped
