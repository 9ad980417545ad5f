"""Where in a file a dry run failed, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.assist.debug.diagnose import diagnose_run, diagnose_survived
from flowmason_assist.assist.debug.diagnosis import Diagnosis
from flowmason_assist.engine.result import DryRun
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.rule import Fix, Severity
from flowmason_assist.text.span import Span

_LONGEST_MESSAGE = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong in a run, at the place to look at, and what mends it."""

    span: Span
    message: str
    severity: Severity
    fix: Fix | None = None


def faults(snapshot: Snapshot, run: DryRun) -> tuple[Fault, ...]:
    """Give what made a run fail, and the failures that it survived."""
    return tuple(_faults(snapshot, run))


def _faults(snapshot: Snapshot, run: DryRun) -> Iterator[Fault]:
    if not run.runs:
        found = diagnose_run(snapshot.linted, run)
        words = f"the dry run failed: {_brief(found.cause)}"
        yield Fault(_place(snapshot, found), words, Severity.ERROR)
    for stage, message in run.errors.items():
        found = diagnose_survived(snapshot.linted, stage, message)
        words = f"the dry run survived a failure here: {_brief(found.cause)}"
        yield Fault(_place(snapshot, found), words, Severity.INFO)


def _place(snapshot: Snapshot, found: Diagnosis) -> Span:
    start = snapshot.facts.pipeline.root.start
    return found.span or Span(start, start + 1)


def _brief(message: str) -> str:
    words = " ".join(message.split())
    return words if len(words) <= _LONGEST_MESSAGE else f"{words[:_LONGEST_MESSAGE]}…"
