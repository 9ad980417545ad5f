"""VS Code 1.100 in a browser: each file in `vscode/scenarios` is what a user does and sees."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editors.support import HERE, INSTALLED, ROOT, require, run
from tests.editors.vscode_session import PACKAGE, PATIENCE, VsCode, vscode

fcntl = pytest.importorskip("fcntl", reason="the editors are installed on Linux only")

SCENARIOS = sorted((HERE / "vscode" / "scenarios").glob("*.mjs"))
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def package() -> Path:
    """Give the extension's package, built anew where something in it has changed."""
    require("npm")
    build: list[str | Path] = ["bash", ROOT / "tools" / "editors" / "build_vsix.sh", sys.executable]
    INSTALLED.mkdir(parents=True, exist_ok=True)
    with (INSTALLED / "build_vsix.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # Tests run in several processes.
        outcome = run(build, ROOT, os.environ, 2 * PATIENCE)
    assert outcome.code == 0, outcome.output
    return PACKAGE


@pytest.fixture(scope="module")
def editor(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[VsCode]:
    assert package.exists()
    folder = tmp_path_factory.mktemp("vscode")
    pictures = Path(os.environ.get("FLOWMASON_ASSIST_PICTURES", folder))
    with vscode(folder, pictures) as session:
        yield session


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(editor: VsCode, scenario: Path) -> None:
    problem = editor.run(scenario)

    assert not problem, problem


def test_the_package_is_small_but_for_the_model_in_it(package: Path) -> None:
    model = sum(file.stat().st_size for file in (ROOT / "models").iterdir())

    assert package.stat().st_size < model + MEGABYTE
