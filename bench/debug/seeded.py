"""Pipelines broken by seeded faults, and how well the error they give is explained."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from bench.accuracy.dice import Dice
from bench.accuracy.faults import Broken
from bench.accuracy.generator import Sound, sound
from bench.accuracy.judge import TIMEOUT, WORLD
from bench.accuracy.measure import faults_by_chance
from bench.debug.shown import FORMS, Failure
from flowmason_assist.assist.debug.diagnose import diagnose
from flowmason_assist.assist.debug.diagnosis import Diagnosis
from flowmason_assist.assist.debug.paste import read
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.engine.options import Reader
from flowmason_assist.engine.result import DryRun
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.lint.engine import lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.syntax.document import parse_document

READERS: Final[tuple[Reader, ...]] = ("cli", "core")


@dataclass(frozen=True, slots=True)
class Case:
    """A pipeline that fails, what the engine said, and in which stage it failed."""

    sound: Sound
    broken: Broken
    reader: Reader
    failure: Failure
    stage: str | None


@dataclass(frozen=True, slots=True)
class Explained:
    """A case, the form in which its error was shown, and what was found out."""

    case: Case
    form: str
    found: Diagnosis

    @property
    def right_stage(self) -> bool:
        """Whether the failing stage was named."""
        return self.found.stage == self.case.stage

    @property
    def right_place(self) -> bool:
        """Whether the place is the fault, or what holds it."""
        fault = self.case.broken
        if fault.line is not None:
            span = self.found.span
            line = fault.line if span is None else fault.text.count("\n", 0, span.start) + 1
            return span is not None and abs(line - fault.line) <= 1
        parents = {one.rsplit("/", 1)[0] for one in fault.places[:1]}
        return self.found.pointer in {*fault.places, *parents}


class Bench:
    """Breaks pipelines, runs them, and asks for the cause."""

    def __init__(self, session: EngineSession, catalogue: Catalogue) -> None:
        self._session = session
        self._catalogue = catalogue

    def cases(self, seeds: Iterable[int]) -> Iterator[Case]:
        """Broken pipelines that fail, as each reader runs them."""
        for seed in seeds:
            pipeline = sound(seed)
            for fault in faults_by_chance(pipeline, Dice(f"errors of {pipeline.seed}")):
                for reader in READERS:
                    run = self.run(fault.text, pipeline, reader)
                    if not run.runs and run.stopped is None:
                        yield Case(pipeline, fault, reader, Failure.of(run), run.failed_stage)

    def run(self, text: str, pipeline: Sound, reader: Reader) -> DryRun:
        """Run a text with the input of the pipeline it was made from."""
        options = replace(WORLD, reader=reader, timeout=TIMEOUT)
        return self._session.run(text, dict(pipeline.inputs), options)

    def explain(self, case: Case, form: str, *, with_engine: bool) -> Explained:
        """Paste the error in one form."""

        def probe(text: str) -> DryRun | None:
            return self.run(text, case.sound, case.reader) if with_engine else None

        pasted = read(FORMS[form](case.failure))
        settings = LintSettings(reader="core" if case.reader == "core" else "all")
        linted = lint(parse_document(case.broken.text), self._catalogue, settings)
        return Explained(case, form, diagnose(linted, pasted, probe))
