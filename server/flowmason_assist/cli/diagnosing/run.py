"""A whole `debug`: open the file, get the error, find its cause, try what mends it."""

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flowmason_assist.assist.debug.diagnose import diagnose, diagnose_run
from flowmason_assist.assist.debug.diagnosis import Diagnosis
from flowmason_assist.assist.debug.mend import Probe
from flowmason_assist.assist.debug.paste import read
from flowmason_assist.cli.sources.pipeline import OpenPipeline, open_pipeline
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.engine.options import DryRunOptions, Reader
from flowmason_assist.engine.result import DryRun
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.errors import EngineError

_TIMEOUT = 10.0  # Seconds for one of several runs; what takes longer would try one's patience.


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `error` is None when a dry run is to show it."""

    file: Path
    error: str | None
    input: dict[str, Any] | None = None
    reader: Reader | None = None
    interpreter: str | None = None


def answer(question: Question) -> tuple[OpenPipeline, Diagnosis]:
    """Give the file and what is found; raises `EngineError` only if a dry run was asked for."""
    pasted = read(question.error) if question.error is not None else None
    reader = question.reader or (pasted.reader if pasted else None) or "cli"
    opened = open_pipeline(question.file, "core" if reader == "core" else "all")
    given = question.input
    if given is None and pasted is not None and pasted.run is not None:
        given = pasted.run.input
    configured = ConfigurationFinder(os.environ).for_file(question.file).interpreter
    options = DryRunOptions(
        reader=reader,
        interpreter=question.interpreter or configured or None,
        timeout=_TIMEOUT,
    )
    with closing(EngineSession()) as session:
        if pasted is not None:
            probe = forgiving(session, given, options)
            return opened, diagnose(opened.linted, pasted, probe)
        run = session.run(opened.text, given, options)
        return opened, diagnose_run(opened.linted, run, forgiving(session, given, options))


def forgiving(
    session: EngineSession, given: dict[str, Any] | None, options: DryRunOptions
) -> Probe:
    """Give a way to run texts that answers None where no engine can be started."""

    def probe(text: str) -> DryRun | None:
        try:
            return session.run(text, given, options)
        except EngineError:
            return None

    return probe
