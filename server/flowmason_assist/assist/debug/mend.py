"""Fixes for an error, tried in the engine before anybody sees them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from flowmason_assist.assist.debug.diagnosis import Mended, Outcome
from flowmason_assist.assist.debug.place import Spot, place
from flowmason_assist.assist.debug.repairs import repairs
from flowmason_assist.assist.debug.suspects import stage_index
from flowmason_assist.engine.messages import Cause, classify
from flowmason_assist.engine.result import DryRun
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.lint.fix import fix_text
from flowmason_assist.lint.rule import Applicability, Fix, Severity
from flowmason_assist.syntax.document import parse_document
from flowmason_assist.text.diff import line_edits
from flowmason_assist.text.edit import apply

# What the real engine does with a text, or None where there is no engine.
Probe = Callable[[str], DryRun | None]

_MOST_TRIED = 5
_MOST_REPAIRS = 4


@dataclass(frozen=True, slots=True)
class _Candidate:
    fix: Fix
    text: str
    codes: tuple[str, ...]


def no_engine(_text: str) -> DryRun | None:
    """Give nothing: the probe where there is no engine, or no time for it."""
    return None


def mend(
    linted: Linted, index: int | None, spot: Spot | None, cause: Cause | None, probe: Probe
) -> tuple[Mended, ...]:
    """
    Give the fixes after which the file runs; where there is none, those that get it further.

    First those of lint are tried, then repairs that guess, then all together. A fix that changes
    nothing about the failure is left out. Without an engine, the fixes of lint are given untried.
    """
    text = linted.facts.document.text
    before = probe(text)
    single = list(islice(_single(linted, index, spot), _MOST_TRIED))
    if before is None:
        return tuple(Mended(each.fix, Outcome.UNTRIED, each.codes) for each in single)
    mended: list[Mended] = []
    known = {text}
    more = (_guessed(linted, index, spot, cause), _together(linted, probe))
    # Where the file runs, the error came from elsewhere, and only the place at fault is mended.
    for offers in (single, *(() if before.runs else more)):
        different = {each.text: each for each in islice(offers, _MOST_TRIED)}
        fresh = [each for text, each in different.items() if text not in known]
        known |= different.keys()
        mended += _tried(fresh, before, probe)
        if any(each.outcome is Outcome.RUNS for each in mended):
            break
    run = tuple(each for each in mended if each.outcome is Outcome.RUNS)
    return run or tuple(mended)


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


def _guessed(
    linted: Linted, index: int | None, spot: Spot | None, cause: Cause | None
) -> Iterator[_Candidate]:
    for fix in repairs(linted, index, spot, cause) if cause else ():
        yield _Candidate(fix, apply(linted.facts.document.text, fix.edits), ())


def _together(linted: Linted, probe: Probe) -> Iterator[_Candidate]:
    """Give all fixes at once: those that are safe, those that guess too, and repairs on top."""
    facts = linted.facts
    text = facts.document.text
    for applicability in Applicability:
        fixed = fix_text(text, facts.catalogue, linted.settings, applicability)
        codes = tuple(dict.fromkeys(each.code for each in fixed.applied))
        yield _whole(text, fixed.text, len(fixed.applied), applicability, codes)
    repaired, count = _repaired(fixed.text, linted, probe)
    yield _whole(text, repaired, len(fixed.applied) + count, Applicability.UNSAFE, codes)


def _whole(
    text: str, mended: str, count: int, applicability: Applicability, codes: tuple[str, ...]
) -> _Candidate:
    title = f"Mend all that can be mended ({count} {'place' if count == 1 else 'places'})"
    return _Candidate(Fix(title, tuple(line_edits(text, mended)), applicability), mended, codes)


def _repaired(text: str, linted: Linted, probe: Probe) -> tuple[str, int]:
    """Repair one failure after the other, as long as each repair gets the run further."""
    run = probe(text)
    for count in range(_MOST_REPAIRS):
        if run is None or run.runs:
            return text, count
        better = _repaired_once(text, run, linted, probe)
        if better is None:
            return text, count
        text, run = better
    return text, _MOST_REPAIRS


def _repaired_once(
    text: str, run: DryRun, linted: Linted, probe: Probe
) -> tuple[str, DryRun] | None:
    cause = classify(run.error_message or "", run.error_type)
    if cause is None:
        return None
    now = lint(parse_document(text), linted.facts.catalogue, linted.settings)
    index = now.facts.index_of(run.failed_stage) if run.failed_stage is not None else None
    for fix in islice(repairs(now, index, place(now, index, cause), cause), _MOST_TRIED):
        candidate = apply(text, fix.edits)
        after = probe(candidate)
        if after is not None and _outcome(run, after) is not None:
            return candidate, after
    return None


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
