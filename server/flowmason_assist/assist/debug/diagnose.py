"""Finds the cause of an error: what was said, about which place, whose fault, and what mends it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.debug.blame import blame
from flowmason_assist.assist.debug.diagnosis import Diagnosis
from flowmason_assist.assist.debug.mend import Probe, mend, no_engine
from flowmason_assist.assist.debug.place import Spot, at_field, place
from flowmason_assist.assist.debug.quiet import first_quiet, why_empty
from flowmason_assist.assist.debug.record import recorded
from flowmason_assist.assist.debug.said import Pasted, Recorded, Said
from flowmason_assist.assist.debug.suspects import (
    Evidence,
    is_same,
    is_told_of,
    matching,
    stage_index,
    suspects,
)
from flowmason_assist.engine.messages import Cause, causes
from flowmason_assist.engine.result import DryRun
from flowmason_assist.lint.engine import Linted
from flowmason_assist.lint.rule import Severity

_ENOUGH = 2.0  # Less than this speaks for no stage in particular.
_MOST_HINTS = 6


@dataclass(frozen=True, slots=True)
class _Heard:
    """A message and what it means."""

    said: Said
    cause: Cause | None


def diagnose(linted: Linted, pasted: Pasted, probe: Probe, stage: str | None = None) -> Diagnosis:
    """
    Explain the error in a pasted text, or why a stage of a recorded run gave nothing.

    `probe` runs a text in the engine; what it finds is evidence, and it tries the fixes. Without
    a `stage`, a record without errors is searched for the first stage that gave nothing.
    """
    heard = _loudest(linted, pasted)
    if pasted.run is not None and (stage is not None or heard.cause is None):
        found = _quiet(linted, pasted.run, stage)
        if found is not None:
            return found
    if stage is not None and heard.said.stage is None:
        heard = replace(heard, said=replace(heard.said, stage=stage))
    run = probe(linted.facts.document.text)
    evidence = Evidence(heard.said, heard.cause, pasted.text, run, pasted.said)
    return _diagnosis(linted, evidence, probe)


def diagnose_run(
    linted: Linted, run: DryRun, probe: Probe = no_engine, stage: str | None = None
) -> Diagnosis:
    """Explain why a dry run failed, or why a stage gave nothing in it."""
    if run.runs or (stage is not None and stage in run.outputs):
        found = _quiet(linted, recorded(run), stage) if stage is not None else None
        words = "a dry run of the file runs to its end: there is no error"
        return found or Diagnosis("pipeline", words, 1.0)
    said = Said(run.error_message or "", run.error_type, run.failed_stage)
    cause = _cause(linted, said)
    return _diagnosis(linted, Evidence(said, cause, said.text, run), probe)


def diagnose_survived(linted: Linted, stage: str, message: str) -> Diagnosis:
    """Explain a failure that did not end the run."""
    said = Said(message, stage=stage)
    return _diagnosis(linted, Evidence(said, _cause(linted, said), message), no_engine)


def _quiet(linted: Linted, record: Recorded, stage: str | None) -> Diagnosis | None:
    """Explain a stage that gave nothing, None when none did."""
    facts = linted.facts
    found = first_quiet(facts, record) if stage is None else why_empty(facts, record, stage)
    if found is None and stage is not None:
        return Diagnosis("pipeline", f'the output of "{stage}" is there in this run', 0.9, stage)
    if found is None:
        return None
    index = facts.index_of(found.stage)
    spot = at_field(facts, index, found.field) if index is not None else None
    words = Diagnosis(found.kind, found.cause, 0.9, hints=found.check)
    return _placed(linted, words, index, spot)


def _loudest(linted: Linted, pasted: Pasted) -> _Heard:
    """Give the message to explain: the first one known well, else the first one known."""
    heard = [_Heard(each, _cause(linted, each)) for each in pasted.said]
    known = [each for each in heard if each.cause is not None]
    clear = [each for each in known if each.cause and not each.cause.is_vague]
    return next(iter((*clear, *known, *heard)), _Heard(Said(""), None))


def _cause(linted: Linted, said: Said) -> Cause | None:
    """Give what a message means; of causes that read alike, the one that this file can have."""
    found = causes(said.text, said.type)
    alike = [each for each in found if each.hides and each.id in (found[0].id, *found[0].also)]
    used = {stage.component_name.value for stage in linted.facts.stages if stage.component_name}
    for each in alike if alike[1:] else ():
        if any(is_told_of(finding, each) for finding in linted.findings) or each.components & used:
            return each
    return next(iter(alike[-1:] if alike[1:] else found), None)


def _diagnosis(linted: Linted, evidence: Evidence, probe: Probe) -> Diagnosis:
    cause = evidence.cause
    weights = suspects(linted, evidence)
    index = _stage(linted, weights, cause)
    if cause is None:
        return _unknown(linted, evidence, index, probe)
    spot = place(linted, index, cause)
    kind = blame(linted.facts, index, spot, cause)
    found = Diagnosis(
        kind=kind,
        cause=_words(cause, spot),
        confidence=_confidence(linted, evidence, weights),
        hints=tuple(_hints(linted, evidence, spot))[:_MOST_HINTS],
        message=cause.id,
        fixes=mend(linted, index, spot, cause, probe) if kind == "pipeline" else (),
    )
    return _placed(linted, found, index, spot)


def _stage(linted: Linted, weights: dict[int, float], cause: Cause | None) -> int | None:
    if cause is not None and cause.scope in ("project", "environment"):
        return None
    if cause is not None and "location" in cause.groups:
        places = (stage_index(linted.facts, each) for each in cause.look)
        return next((each for each in places if each is not None), None)
    best = next(iter(weights), None)
    return best if best is not None and weights[best] >= _ENOUGH else None


def _unknown(linted: Linted, evidence: Evidence, index: int | None, probe: Probe) -> Diagnosis:
    """Say what can be said of a message that nobody knows."""
    spot = place(linted, index, None)
    finding = spot.finding if spot else None
    if finding is None:
        return Diagnosis("engine", "this is not a message of FlowMason that is known here", 0.0)
    found = Diagnosis(
        kind="pipeline",
        cause=f"the message is not known here, but the file cannot work: {finding.message}",
        confidence=0.3 if evidence.said.stage is None else 0.5,
        fixes=mend(linted, index, spot, None, probe),
    )
    return _placed(linted, found, index, spot)


def _placed(linted: Linted, found: Diagnosis, index: int | None, spot: Spot | None) -> Diagnosis:
    facts = linted.facts
    errors = [each for each in linted.findings if each.severity is Severity.ERROR]
    inside = [each.code for each in errors if spot and each.pointer.startswith(spot.pointer)]
    first = [spot.finding.code] if spot and spot.finding else []
    return replace(
        found,
        stage=facts.stages[index].id if index is not None else None,
        pointer=spot.pointer if spot else None,
        span=spot.span if spot else None,
        rules=tuple(dict.fromkeys((*first, *inside))),
    )


def _words(cause: Cause, spot: Spot | None) -> str:
    """Give the cause; what the engine hides, lint may see."""
    if spot is not None and spot.finding is not None and cause.hides:
        return f"the engine hides the real error: {spot.finding.message}"
    return cause.text


def _hints(linted: Linted, evidence: Evidence, spot: Spot | None) -> Iterator[str]:
    cause, run = evidence.cause, evidence.run
    if _is_foreign(linted.facts, cause):
        yield "the file has no such template: the message may be about an older version of it"
    if spot is not None and spot.finding is not None and not (cause and cause.hides):
        yield spot.finding.message
    yield from _earlier(linted, evidence)
    yield from cause.check if cause else ()
    if run is not None and run.runs:
        given = {"given": "this input", "sample": "the sample input", "schema": "a made-up input"}
        with_what = given.get(run.input_source, "no input")
        yield (
            f"a dry run of the file as it stands, with {with_what}, runs to its end: "
            "look at what differs, such as the input, the answers of models and services, or an "
            "older version of the file"
        )


def _earlier(linted: Linted, evidence: Evidence) -> Iterator[str]:
    """Tell what the stage that a template reads had died of, where the text says so."""
    match (evidence.cause.groups.get("template", "") if evidence.cause else "").split("."):
        case ("upstream", read, *_):
            for said in evidence.told:
                cause = _cause(linted, said) if said.stage == read else None
                if cause is not None and said.text != evidence.said.text:
                    yield f'"{read}" failed before that: {cause.text}'
                    return


def _is_foreign(facts: Facts, cause: Cause | None) -> bool:
    """Tell whether the message quotes a template that stands nowhere in the file."""
    path = cause.groups.get("template") if cause is not None else None
    return path is not None and not any(
        True for stage in facts.stages for _ in matching(stage, path)
    )


def _confidence(linted: Linted, evidence: Evidence, weights: dict[int, float]) -> float:
    """Give how far to trust the answer: how well the message is known, how clear the stage is."""
    cause, run = evidence.cause, evidence.run
    known = 0.6 if cause is None or cause.is_vague else 0.95
    known *= 0.5 if _is_foreign(linted.facts, cause) else 1.0
    if run is not None and not run.runs and is_same(run, cause):
        return known
    if cause is not None and cause.scope in ("stage", "component"):
        first, second = (*weights.values(), 0.0, 0.0)[:2]
        known *= 0.5 + 0.5 * (first - second) / first if first else 0.4
    return round(known, 2)
