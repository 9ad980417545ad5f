"""A folder to work in, pipelines to put there, and the command line to run on them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flowmason_assist.cli.main import command

SOUND = """{
  "id": "greet", "name": "greet", "description": "Greets.",
  "version": "1.0.0",
  "stages": [
    { "id": "say", "component_type": "logger", "config": { "message": "hello" } }
  ]
}
"""

# One warning with a safe fix, in column 70 of line 6.
REPEATED = """{
  "id": "greet", "name": "greet", "description": "Greets.",
  "version": "1.0.0",
  "stages": [
    { "id": "say", "component_type": "logger", "config": { "message": "hello" } },
    { "id": "end", "component_type": "logger", "depends_on": ["say", "say"],
      "config": { "message": "bye" } }
  ],
  "output_stage_id": "end"
}
"""

# One error with a fix that guesses.
MISSPELT = REPEATED.replace('["say", "say"]', '["say", "sya"]')

Write = Callable[..., Path]
Invoke = Callable[..., Result]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder that is the current one, and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for variable in list(os.environ):
        if variable.startswith("FLOWMASON_ASSIST_") or variable in {"NO_COLOR", "FORCE_COLOR"}:
            monkeypatch.delenv(variable)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Write:
    """Give a writer of files, by their path in the folder."""

    def write_file(name: str, content: str | bytes = SOUND) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


@pytest.fixture
def invoke() -> Invoke:
    """Give the command line as a function of its arguments."""

    def invoke_command(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(command, list(arguments), input=stdin)

    return invoke_command
