"""Fixes for an error, tried in the engine before anybody sees them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from flowmason_assist.assist.debug.diagnosis import Mended, Outcome
from flowmason_assist.assist.debug.place import Spot
from flowmason_assist.assist.debug.suspects import stage_index
from flowmason_assist.engine.messages import classify
from flowmason_assist.engine.result import DryRun
from flowmason_assist.lint.engine import Linted
from flowmason_assist.lint.fix import fix_text
from flowmason_assist.lint.rule import Applicability, Finding, Fix, Severity
from flowmason_assist.text.diff import line_edits
from flowmason_assist.text.edit import apply

# What the real engine does with a text, or None where there is no engine.
Probe = Callable[[str], DryRun | None]

_MOST_TRIED = 5


@dataclass(frozen=True, slots=True)
class _Candidate:
    fix: Fix
    text: str
    codes: tuple[str, ...]


def mend(linted: Linted, index: int | None, spot: Spot | None, probe: Probe) -> tuple[Mended, ...]:
    """
    Give the fixes that help, those after which the file runs first.

    A fix that changes nothing about the failure is left out. Without an engine, the fixes at the
    place at fault are given untried.
    """
    text = linted.facts.document.text
    before = probe(text)
    single = list(_single(linted, index, spot))[:_MOST_TRIED]
    if before is None:
        return tuple(Mended(each.fix, Outcome.UNTRIED, each.codes) for each in single)
    mended = list(_tried(single, before, probe))
    if not any(each.outcome is Outcome.RUNS for each in mended):
        known = {each.text for each in single}
        together = [each for each in _together(linted) if each.text not in known]
        mended += _tried(together, before, probe)
    return tuple(sorted(mended, key=lambda each: each.outcome is not Outcome.RUNS))


def _single(linted: Linted, index: int | None, spot: Spot | None) -> Iterator[_Candidate]:
    """Give the fixes of single findings: at the place at fault, then in the stage."""
    first = (spot.finding,) if spot and spot.finding else ()
    others = [each for each in linted.findings if each.severity is Severity.ERROR]
    near = [
        each
        for each in others
        if index is None or stage_index(linted.facts, each.pointer) in (index, None)
    ]
    for finding in dict.fromkeys((*first, *near)):
        if finding.fix is not None and finding.fix.edits:
            text = apply(linted.facts.document.text, finding.fix.edits)
            yield _Candidate(finding.fix, text, (finding.code,))


def _together(linted: Linted) -> Iterator[_Candidate]:
    """Give all fixes of the file at once: first those that are safe, then those that guess too."""
    facts = linted.facts
    text = facts.document.text
    for applicability in Applicability:
        fixed = fix_text(text, facts.catalogue, linted.settings, applicability)
        if fixed.text != text:
            title = f"fix all that can be fixed ({_counted(fixed.applied)})"
            fix = Fix(title, tuple(line_edits(text, fixed.text)), applicability)
            codes = tuple(dict.fromkeys(each.code for each in fixed.applied))
            yield _Candidate(fix, fixed.text, codes)


def _counted(applied: Iterable[Finding]) -> str:
    count = len(tuple(applied))
    return "1 place" if count == 1 else f"{count} places"


def _tried(candidates: Iterable[_Candidate], before: DryRun, probe: Probe) -> Iterator[Mended]:
    for candidate in candidates:
        after = probe(candidate.text)
        outcome = _outcome(before, after) if after is not None else Outcome.UNTRIED
        if outcome is not None:
            yield Mended(candidate.fix, outcome, candidate.codes)


def _outcome(before: DryRun, after: DryRun) -> Outcome | None:
    if after.runs and not set(after.errors) - set(before.errors):
        return Outcome.RUNS
    if before.runs:
        return None
    return Outcome.FURTHER if _failure(after) != _failure(before) else None


def _failure(run: DryRun) -> tuple[object, ...]:
    """Give what tells one failure from another."""
    cause = classify(run.error_message or "", run.error_type)
    groups = tuple(sorted(cause.groups.items())) if cause else ()
    return (run.runs, run.loads, run.failed_stage, cause.id if cause else run.error_message, groups)
