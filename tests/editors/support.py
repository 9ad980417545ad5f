"""What the tests of all editors share: finding programs, and running them within bounds."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
INSTALLED = ROOT / "build" / "editors"
"""Where `make editors` puts what the system does not have."""

SERVER = Path(os.environ.get("FLOWMASON_ASSIST_TESTED_SERVER", Path(sys.executable).parent))
"""The folder of the `flowmason-assist` to test; the variable names another, as of a release."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended, and everything that it printed."""

    code: int
    output: str


def require(program: str, *folders: Path) -> Path:
    """
    Give a program from the given folders or from PATH.

    Where it is missing, the test is skipped, loudly; on a machine of continuous integration,
    which installs the editors, it fails.
    """
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")])
    found = shutil.which(program, path=path)
    if found is not None:
        return Path(found)
    message = (
        f'"{program}" is not installed, so nothing is known about it: `make editors` installs it'
    )
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def environment(home: Path, **more: str) -> dict[str, str]:
    """Give an environment in which our server is found, and the user's own settings are not."""
    return {
        **os.environ,
        "PATH": os.pathsep.join([str(SERVER), os.environ.get("PATH", "")]),
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        **more,
    }


def documented(heading: str, language: str) -> str:
    """Give the code that the documentation of editors shows first below a heading."""
    text = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    pattern = rf"^#+ {re.escape(heading)}\n.*?^```{language}\n(.*?)^```$"
    found = re.search(pattern, text, re.DOTALL | re.MULTILINE)
    assert found, f'docs/editors.md shows no {language} below "{heading}"'
    return found[1]


def run(
    command: Sequence[str | Path], folder: Path, variables: Mapping[str, str], seconds: float = 90
) -> Outcome:
    """Run a program in a folder; it and what it started are ended after some seconds."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        end(process)
        output, _ = process.communicate()
        return Outcome(-1, f"{output}\nstill running after {seconds} seconds")
    return Outcome(process.returncode, output)


def end(process: subprocess.Popen[str]) -> None:
    """End a program that was started in a session of its own, with everything in that session."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()
