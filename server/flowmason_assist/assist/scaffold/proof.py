"""Proof that what was made works: a component loads and runs, a handler gives the output."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from flowmason_assist.assist.scaffold.components import Kind, trial_pipeline
from flowmason_assist.engine.dry_run import dry_run
from flowmason_assist.engine.options import DryRunOptions
from flowmason_assist.process.environment import child_environment

_FILE = "made.py"
_PATIENCE = 60.0  # Seconds.
_CALL = "import asyncio, json, sys, made; asyncio.run(made.run(json.load(sys.stdin)))"


def prove_component(kind: Kind, name: str, source: str, interpreter: str | None) -> str | None:
    """
    Load a component in the engine's process and run it there; None when it works, else why not.

    Raises `EngineError` where there is no engine.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.py"
        path.write_text(source, encoding="utf-8")
        options = DryRunOptions(interpreter=interpreter, trust=True, components=(str(path),))
        run = dry_run(json.dumps(trial_pipeline(kind, name)), {}, options)
    return None if run.runs else "; ".join([run.error_message or "it fails", *run.notes])


def prove_handler(
    source: str, pipeline: tuple[str, str], given: object, interpreter: str | None
) -> str | None:
    """
    Run a handler on an input beside its pipeline, given as name and text, without any key.

    What wraps it for a platform is only compiled. None when it works, else why not.
    """
    compile(source, _FILE, "exec")
    runner = source.partition("\n\n\ndef handler(")[0].partition("\n\n\nfrom fastapi ")[0]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / _FILE).write_text(runner, encoding="utf-8")
        (Path(folder) / pipeline[0]).write_text(pipeline[1], encoding="utf-8")
        try:
            ran = subprocess.run(  # noqa: S603 - the user's interpreter, our script.
                [interpreter or sys.executable, "-c", _CALL],
                input=json.dumps(given),
                capture_output=True,
                text=True,
                cwd=folder,
                env=child_environment(),
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
    return None if ran.returncode == 0 else (ran.stderr.strip().splitlines() or ["it fails"])[-1]
