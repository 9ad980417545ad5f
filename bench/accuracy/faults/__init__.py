"""Ways to break a sound pipeline, by family, and the pipelines broken by them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bench.accuracy.dice import Dice
from bench.accuracy.faults.config import CONFIG
from bench.accuracy.faults.expressions import EXPRESSIONS
from bench.accuracy.faults.extras import EXTRAS
from bench.accuracy.faults.flow import FLOW
from bench.accuracy.faults.graph import GRAPH
from bench.accuracy.faults.jsontext import JSON_TEXT, TextFault
from bench.accuracy.faults.loops import LOOPS
from bench.accuracy.faults.nearmiss import NEAR_MISSES
from bench.accuracy.faults.patient import Fault, IfRuns, Patient
from bench.accuracy.faults.repeated import MARK, REPEATED
from bench.accuracy.faults.shape import SHAPE
from bench.accuracy.faults.templates import TEMPLATES
from bench.accuracy.faults.types import TYPES
from bench.accuracy.generator import Sound
from bench.accuracy.layout import render

NEAR: Final = "near misses"
FAULTS: Final[Mapping[str, Mapping[str, Fault]]] = {
    "file shape": SHAPE,
    "components and config": CONFIG,
    "types through references": TYPES,
    "templates": TEMPLATES,
    "dependencies": GRAPH,
    "control flow": {**FLOW, **LOOPS},
    "expressions": EXPRESSIONS,
    "keys of some readers": EXTRAS,
    "repeated keys": REPEATED,
    NEAR: NEAR_MISSES,
}
TEXT_FAULTS: Final[Mapping[str, Mapping[str, TextFault]]] = {
    "JSON": JSON_TEXT,
}
PAIRS: Final = "two faults"
BREAKING: Final = ("components and config", "types through references", "templates", "dependencies")
ATTEMPTS: Final = 4


@dataclass(frozen=True, slots=True)
class Broken:
    """
    A pipeline with a fault.

    `places` are JSON Pointers at fault, the best one first; for texts that are no JSON, `line`
    is where the fault is instead, counted from 1.
    """

    family: str
    kind: str
    text: str
    places: tuple[str, ...]
    if_runs: IfRuns
    line: int | None = None


def families() -> dict[str, list[str]]:
    """All kinds of faults by family."""
    both = {**FAULTS, **TEXT_FAULTS}
    return {**{family: list(kinds) for family, kinds in both.items()}, PAIRS: ["pair"]}


def broken(sound: Sound, family: str, kind: str, dice: Dice) -> Broken | None:
    """The pipeline with this fault in it, or `None` where the fault does not fit."""
    if family == PAIRS:
        return _pair(sound, dice)
    if family in TEXT_FAULTS:
        return _broken_text(sound, family, kind, dice)
    fault = FAULTS[family][kind]
    for _ in range(ATTEMPTS):
        patient = Patient(sound.pipeline, dice, sound.known)
        places = fault.apply(patient)
        if places and patient.pipeline != sound.pipeline:
            text = _text(patient, sound)
            return Broken(family, kind, text, places, fault.if_runs)
    return None


def _broken_text(sound: Sound, family: str, kind: str, dice: Dice) -> Broken | None:
    outcome = TEXT_FAULTS[family][kind](sound.text, dice)
    if outcome is None:
        return None
    text, offset = outcome
    line = text.count("\n", 0, offset) + 1
    return Broken(family, kind, text, (), "unclear", line)


def _pair(sound: Sound, dice: Dice) -> Broken | None:
    patient = Patient(sound.pipeline, dice, sound.known)
    kinds: list[str] = []
    places: list[str] = []
    for _ in range(20):
        family = dice.pick(BREAKING)
        kind = dice.pick(list(FAULTS[family]))
        more = _try(FAULTS[family][kind], patient)
        if more:
            kinds.append(kind)
            places += more
        if len(kinds) == 2:  # noqa: PLR2004
            text = _text(patient, sound)
            return Broken(PAIRS, " + ".join(kinds), text, tuple(places), "unclear")
    return None


def _text(patient: Patient, sound: Sound) -> str:
    return render(patient.pipeline, sound.layout).replace(json.dumps(MARK)[1:-1], "")


def _try(fault: Fault, patient: Patient) -> tuple[str, ...] | None:
    """Apply a fault to a pipeline that may already be broken so much that it does not fit."""
    before: dict[str, Any] = patient.pipeline
    attempt = Patient(before, patient.dice, patient.known)
    try:
        places = fault.apply(attempt)
    except (KeyError, ValueError, AttributeError, TypeError, IndexError):
        return None
    if places and attempt.pipeline != before:
        patient.pipeline = attempt.pipeline
        return places
    return None
