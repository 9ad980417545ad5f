"""A whole `debug`: get the error, find its cause, try what mends it."""

from dataclasses import dataclass
from typing import Any

from flowmason_assist.assist.debug.diagnose import diagnose, diagnose_run
from flowmason_assist.assist.debug.diagnosis import Diagnosis
from flowmason_assist.assist.debug.given import given_for
from flowmason_assist.assist.debug.paste import read
from flowmason_assist.assist.debug.probe import probe_of
from flowmason_assist.cli.checking.opened import Opened
from flowmason_assist.engine.options import DryRunOptions, Reader
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.lint.settings import LintSettings

_TIMEOUT = 10.0  # Seconds for one of several runs; what takes longer would try one's patience.


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: `error` is None when a dry run is to show it."""

    error: str | None
    input: dict[str, Any] | None = None
    stage: str | None = None
    reader: Reader | None = None
    interpreter: str | None = None


def answer(opened: Opened, question: Question, session: EngineSession) -> Diagnosis:
    """Give what is found; raises `EngineError` only if a dry run was asked for."""
    pasted = read(question.error) if question.error is not None else None
    reader = question.reader or (pasted.reader if pasted else None) or "cli"
    linted = _with_all_rules(opened, reader)
    given = question.input
    if given is None and pasted is not None:
        given = given_for(linted.facts, pasted)
    interpreter = question.interpreter or opened.dry_run_options.interpreter
    options = DryRunOptions(reader=reader, interpreter=interpreter, timeout=_TIMEOUT)
    probe = probe_of(session, given, options)
    if pasted is not None:
        return diagnose(linted, pasted, probe, question.stage)
    run = session.run(opened.text, given, options)
    return diagnose_run(linted, run, probe, question.stage)


def _with_all_rules(opened: Opened, reader: Reader) -> Linted:
    """Look with all rules, whatever the configuration leaves out, as this reader sees the file."""
    facts = opened.linted.facts
    settings = LintSettings(reader="core" if reader == "core" else "all")
    return lint(facts.document, facts.catalogue, settings)
