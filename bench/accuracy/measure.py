"""Scores of a checker against the judge: recall, places, false alarms, with intervals."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bench.accuracy.dice import Dice
from bench.accuracy.faults import Broken, broken, families
from bench.accuracy.generator import Sound, sound
from bench.accuracy.judge import Case, Judge
from bench.accuracy.ratio import Ratio
from bench.accuracy.verdict import Checker, Found
from flowmason_assist.engine.options import Reader
from flowmason_assist.engine.session import EngineSession

FAULTS_PER_PIPELINE = 3
ATTEMPTS = 12
FAULTY = ("fails", "loses")


@dataclass(slots=True)
class Score:
    """
    What a checker achieved on some pipelines.

    `caught` and `placed` count pipelines that fail or lose something, `noticed` those in which
    something has no effect, `false_errors` and `false_warnings` those with nothing wrong, and
    `precise` those with an error at all.
    """

    caught: Ratio = field(default_factory=Ratio)
    placed: Ratio = field(default_factory=Ratio)
    noticed: Ratio = field(default_factory=Ratio)
    false_errors: Ratio = field(default_factory=Ratio)
    false_warnings: Ratio = field(default_factory=Ratio)
    precise: Ratio = field(default_factory=Ratio)

    def add(self, case: Case, reader: Reader, findings: list[Found]) -> None:
        """Count one pipeline."""
        label = case.labels[reader]
        errors = [one for one in findings if one.severity == "error"]
        if label in FAULTY:
            self.caught.add(hit=bool(errors))
            self.placed.add(hit=any(is_at_fault(one, case) for one in errors))
        elif label == "inert":
            self.noticed.add(hit=any(one.severity in {"error", "warning"} for one in findings))
        elif label == "clean":
            self.false_errors.add(hit=bool(errors))
            self.false_warnings.add(hit=any(one.severity == "warning" for one in findings))
        if errors and label in {*FAULTY, "clean"}:
            self.precise.add(hit=label in FAULTY)


@dataclass(frozen=True, slots=True)
class Judged:
    """One pipeline with what a checker finds in it, as one reader sees it."""

    case: Case
    reader: Reader
    findings: list[Found]

    @property
    def is_missed(self) -> bool:
        """Whether the pipeline is at fault and the checker is silent, or the other way round."""
        label = self.case.labels[self.reader]
        errors = any(one.severity == "error" for one in self.findings)
        warnings = any(one.severity == "warning" for one in self.findings)
        return (label in FAULTY and not errors) or (label == "clean" and (errors or warnings))

    @property
    def is_misplaced(self) -> bool:
        """Whether there is an error, but none at the fault."""
        if self.case.labels[self.reader] not in FAULTY or self.is_missed:
            return False
        errors = [one for one in self.findings if one.severity == "error"]
        return not any(is_at_fault(one, self.case) for one in errors)


def cases(seeds: Iterable[int], kinds: Iterable[str] = ()) -> Iterator[Case]:
    """Judge sound pipelines, one per seed, and some broken ones made from each."""
    wanted = set(kinds)
    with EngineSession() as session:
        judge = Judge(session)
        for seed in seeds:
            pipeline = sound(seed)
            runs = judge.sound_runs(pipeline)
            yield judge.sound(pipeline, runs)
            for fault in _faults(pipeline, wanted):
                yield judge.broken(fault, pipeline, runs)


def judged(some: Iterable[Case], checker: Checker, readers: Iterable[Reader]) -> Iterator[Judged]:
    """What the checker says about the cases."""
    for case in some:
        for reader in readers:
            yield Judged(case, reader, checker(case.text, reader))


def is_at_fault(found: Found, case: Case) -> bool:
    """Whether the finding stands where the fault is: there, at its parent, or at its line."""
    fault = case.broken
    if fault is None:
        return False
    if fault.line is not None:
        return found.line is not None and abs(found.line - fault.line) <= 1
    parent = fault.places[0].rsplit("/", 1)[0]
    return found.pointer is not None and found.pointer in {*fault.places, parent}


def _faults(pipeline: Sound, wanted: set[str]) -> Iterator[Broken]:
    dice = Dice(f"faults of {pipeline.seed}")
    if wanted:
        for family, kinds in families().items():
            for kind in [one for one in kinds if one in wanted or family in wanted]:
                fault = broken(pipeline, family, kind, dice)
                if fault is not None:
                    yield fault
        return
    yield from faults_by_chance(pipeline, dice)


def faults_by_chance(pipeline: Sound, dice: Dice) -> Iterator[Broken]:
    """Break the pipeline in a few ways, of families and kinds that the dice choose."""
    made = 0
    for _ in range(ATTEMPTS):
        family = dice.pick(list(families()))
        fault = broken(pipeline, family, dice.pick(families()[family]), dice)
        if fault is not None:
            yield fault
            made += 1
        if made == FAULTS_PER_PIPELINE:
            return
