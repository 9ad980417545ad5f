"""Whether the FlowMason engine is there, is the one that we know, and runs."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata

from flowmason_assist.cli.health.row import Row, State
from flowmason_assist.engine.dry_run import dry_run
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.errors import AssistError

_PACKAGE = "flowmason"
_SECONDS = 30
_ASK_VERSION = f"import importlib.metadata as m; print(m.version({_PACKAGE!r}))"
_PROBE = """
{
  "name": "probe",
  "version": "1.0.0",
  "stages": [{"id": "say", "component_type": "logger", "config": {"message": "ready"}}]
}
"""


def engine(interpreter: str) -> Iterator[Row]:
    """Look at the engine that a Python has; an empty name means our own Python."""
    python = interpreter or sys.executable
    installed = _installed(python)
    if installed is None:
        # Who named a Python for this wants it to work.
        state = State.BROKEN if interpreter else State.MISSING
        yield Row("engine", state, f"not installed for {python}: no dry runs", _cure(python))
        return
    yield Row("engine", State.OK, f"{_PACKAGE} {installed} for {python}")
    yield _catalogue(installed, python)
    yield _run(interpreter)


def known_version() -> str | None:
    """Give the version of the engine that our catalogue was measured with."""
    try:
        requirements = metadata.requires("flowmason-assist") or []
    except metadata.PackageNotFoundError:
        return None
    matches = (re.match(rf"{_PACKAGE}\s*==\s*([^\s;]+)", each) for each in requirements)
    return next((match[1] for match in matches if match), None)


def _installed(python: str) -> str | None:
    try:
        asked = subprocess.run(  # noqa: S603 - the user chose this Python.
            [python, "-I", "-c", _ASK_VERSION],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return asked.stdout.strip() or None


def _catalogue(installed: str, python: str) -> Row:
    known = known_version()
    if known in (None, installed):
        return Row("catalogue", State.OK, f"describes {_PACKAGE} {installed}")
    detail = f"describes {_PACKAGE} {known}, but {installed} is installed: findings may be off"
    return Row("catalogue", State.BROKEN, detail, _cure(python))


def _cure(python: str) -> str:
    known = known_version()
    wanted = f"{_PACKAGE}=={known}" if known else _PACKAGE
    return f"{python} -m pip install {wanted}"


def _run(interpreter: str) -> Row:
    try:
        result = dry_run(_PROBE, {}, DryRunOptions(interpreter=interpreter or None))
    except AssistError as error:
        return Row("dry run", State.BROKEN, str(error), f"reinstall {_PACKAGE}")
    if result.runs:
        return Row("dry run", State.OK, f"a small pipeline ran in {result.duration_ms:.0f} ms")
    detail = f"a small pipeline failed: {result.error_message}"
    return Row("dry run", State.BROKEN, detail, f"reinstall {_PACKAGE}")
