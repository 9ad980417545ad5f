"""Emacs with eglot: each file in `emacs/scenarios` is what a user does and sees."""

from pathlib import Path

import pytest

from tests.editors.support import HERE, documented, environment, require, run

SCENARIOS = sorted((HERE / "emacs" / "scenarios").glob("*.el"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(scenario: Path, workspace: Path, home: Path, tmp_path: Path) -> None:
    emacs = require("emacs")
    setup = tmp_path / "setup.el"
    setup.write_text(documented("Emacs with eglot", "elisp"), encoding="utf-8")

    files = [HERE / "emacs" / "editor.el", setup, scenario]
    loads = [argument for file in files for argument in ("-l", file)]
    outcome = run(
        [emacs, "--batch", *loads, "--eval", "(editor-close)"],
        workspace,
        environment(home),
    )

    assert outcome.code == 0, outcome.output
