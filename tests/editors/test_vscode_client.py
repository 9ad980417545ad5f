"""The VS Code client: its own checks, and that it agrees with the rest of the project."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import flowmason_assist
from tests.editors.support import ROOT, require, run

CLIENT = ROOT / "vscode-client"


@pytest.mark.parametrize("script", ["check", "test"])
def test_its_own_checks_pass(script: str) -> None:
    npm = require("npm")
    require("vitest", CLIENT / "node_modules" / ".bin")

    outcome = run([npm, "run", "--silent", script], CLIENT, os.environ, 120)

    assert outcome.code == 0, outcome.output


def test_its_settings_are_those_of_the_table() -> None:
    command = [sys.executable, str(ROOT / "tools" / "client_settings.py"), "--check"]

    outcome = subprocess.run(command, capture_output=True, text=True, check=False)

    assert outcome.returncode == 0, "`make docs` writes vscode-client/package.json anew"


def test_it_has_the_version_of_the_server() -> None:
    manifest = json.loads((CLIENT / "package.json").read_text(encoding="utf-8"))

    assert flowmason_assist.__version__ == manifest["version"]


@pytest.mark.parametrize("folder", [CLIENT, Path(__file__).parent], ids=lambda path: path.name)
def test_lock_files_name_no_registry(folder: Path) -> None:
    lock = (folder / "package-lock.json").read_text(encoding="utf-8")

    assert '"resolved"' not in lock, "tools/editors/lock.sh writes it without addresses"
