"""VS Code as a local web server, and a browser that works in it like a person."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import IO

from tests.editors.support import HERE, INSTALLED, ROOT, SERVER, end, environment, require, run

DRIVER = HERE / "vscode" / "driver.mjs"
PACKAGE = ROOT / "dist" / "flowmason-assist.vsix"
PATIENCE = 120
"""Seconds for a step on a machine that is busy with other things."""


class VsCode:
    """A running VS Code with our extension, in which scenarios are run one after the other."""

    def __init__(self, driver: subprocess.Popen[str]) -> None:
        assert driver.stdin
        assert driver.stdout
        self._input = driver.stdin
        self._answers: Queue[str] = Queue()
        threading.Thread(target=self._read, args=(driver.stdout,), daemon=True).start()
        problem = self._answer()
        assert not problem, problem

    def run(self, scenario: Path) -> str:
        """Run a scenario and tell what went wrong, nothing where all went well."""
        self._input.write(f"{scenario}\n")
        self._input.flush()
        return self._answer()

    def _answer(self) -> str:
        try:
            answer = json.loads(self._answers.get(timeout=PATIENCE))
        except Empty:
            return f"no answer within {PATIENCE} seconds"
        return "" if answer["ok"] else answer["problem"]

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self._answers.put(line)


@contextmanager
def vscode(folder: Path, pictures: Path) -> Iterator[VsCode]:
    """Start VS Code and a browser in a scratch folder, and end both."""
    code_server = require("code-server", INSTALLED / "code-server" / "node_modules" / ".bin")
    chromium = require("chromium")
    node = require("node")
    (folder / "workspace").mkdir()
    write_settings(folder / "user", require("flowmason-assist", SERVER))
    install_extension(code_server, folder)
    with subprocess.Popen(
        [node, DRIVER, code_server, chromium, folder, HERE / "workspace", pictures],
        env=environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as driver:
        try:
            yield VsCode(driver)
        finally:
            end(driver)


def write_settings(folder: Path, server: Path) -> None:
    """Write the editor's own settings for steady runs, and for this machine where the server is."""
    own = (HERE / "vscode" / "settings.json").read_text(encoding="utf-8")
    of_machine = json.dumps({"flowmasonAssist.path": str(server)})
    for name, settings in (("User", own), ("Machine", of_machine)):
        file = folder / name / "settings.json"
        file.parent.mkdir(parents=True)
        file.write_text(settings, encoding="utf-8")


def install_extension(code_server: Path, folder: Path) -> None:
    """Install our package as a user does."""
    command: list[str | Path] = [code_server, "--install-extension", PACKAGE]
    command += ["--user-data-dir", folder / "user", "--extensions-dir", folder / "extensions"]
    outcome = run(command, folder, environment(folder), PATIENCE)
    assert outcome.code == 0, outcome.output
