"""Neovim, without a screen: each file in `neovim/scenarios` is what a user does and sees."""

from pathlib import Path

import pytest

from tests.editors.support import HERE, INSTALLED, documented, environment, require, run

SCENARIOS = sorted((HERE / "neovim" / "scenarios").glob("*.lua"))


@pytest.fixture(params=["the system's", "newest"])
def neovim(request: pytest.FixtureRequest) -> Path:
    if request.param == "newest":
        return require("nvim-newest", INSTALLED / "newer" / "bin")
    return require("nvim")


@pytest.fixture
def older_setup(tmp_path: Path) -> Path:
    """Give a file with the setup that the documentation shows for older versions."""
    file = tmp_path / "setup.lua"
    file.write_text(documented("Neovim 0.7 to 0.10", "lua"), encoding="utf-8")
    return file


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(
    neovim: Path, scenario: Path, workspace: Path, home: Path, older_setup: Path
) -> None:
    variables = environment(
        home, FLOWMASON_EDITOR_TESTS=str(HERE), FLOWMASON_EDITOR_SETUP=str(older_setup)
    )
    start = f"lua require('editor').run([[{scenario}]])"

    outcome = run(
        [neovim, "--headless", "-i", "NONE", "-u", HERE / "neovim" / "init.lua", "-c", start],
        workspace,
        variables,
    )

    assert outcome.code == 0, outcome.output
