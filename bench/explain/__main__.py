"""
Measures explanations: `python -m bench.explain`, into docs/explaining.md.

`--misses` prints what is not right instead.
"""

import argparse
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles

from bench.accuracy.dice import Dice
from bench.accuracy.generator import sound
from bench.accuracy.judge import WORLD
from bench.debug.report import Scores, table, write
from bench.explain.lies import lies, truths
from bench.explain.truth import truth
from flowmason_assist.analysis.facts import Facts, analyze
from flowmason_assist.analysis.readers import READERS
from flowmason_assist.assist.explain.account import Account
from flowmason_assist.assist.explain.check import problems
from flowmason_assist.assist.explain.describe import account
from flowmason_assist.assist.explain.prose import stage_prose, summary
from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.engine.result import DryRun
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document

FIRST_HELD_OUT = 1000
TWELVE = range(11, 14)  # Stages of the pipelines that count for the time.
ROUNDS = 20
_PATHS = re.compile(r"\{\{([^}]+)\}\}")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "explaining.md"


def main() -> None:
    """Measure, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m bench.explain", description=__doc__)
    parser.add_argument("--seed", type=int, default=FIRST_HELD_OUT, help="first seed")
    parser.add_argument("--count", type=int, default=200, help="how many pipelines")
    parser.add_argument("--misses", action="store_true", help="print what is not right")
    arguments = parser.parse_args()
    measured = Measured(load_catalogue(folder("schemas")), shows_misses=arguments.misses)
    with EngineSession() as session:
        for seed in range(arguments.seed, arguments.seed + arguments.count):
            pipeline = sound(seed)
            run = session.run(pipeline.text, dict(pipeline.inputs), WORLD)
            if run.runs:
                measured.add(seed, pipeline.text, pipeline.pipeline, run)
    if not arguments.misses:
        write(PAGE, measured.tables())
        print(f"wrote {PAGE}")


class Measured:
    """Counts what is right about the explanations of many pipelines."""

    def __init__(self, catalogue: Catalogue, *, shows_misses: bool) -> None:
        self._catalogue = catalogue
        self._shows_misses = shows_misses
        self._facts, self._words = Scores(), Scores()
        self._lies: dict[str, Scores] = {}
        self._times: list[float] = []
        self._all_times: list[float] = []
        self._pipelines = 0

    def add(self, seed: int, text: str, pipeline: dict[str, object], run: DryRun) -> None:
        """Count one pipeline."""
        facts = self._analyzed(text)
        found = account(facts)
        self._pipelines += 1
        self._count_facts(seed, found, pipeline, run)
        prose = (summary(found), *(stage_prose(found, each) for each in found.stages))
        self._words.add(
            **{"names that exist": all(_exist(each, pipeline, facts) for each in prose)}
        )
        for sentence in truths(found):
            passes = not problems(sentence, found, self._catalogue)
            self._words.add(**{"true sentences of a model taken": passes})
            self._miss(passes, seed, sentence)
        for kind, sentence in lies(found, Dice(f"lies of {seed}")):
            dropped = bool(problems(sentence, found, self._catalogue))
            self._lies.setdefault(kind, Scores()).add(dropped=dropped)
            self._miss(dropped, seed, sentence)
        if len(facts.stages) in TWELVE:
            self._times += (_time(lambda: account(facts)) for _ in range(ROUNDS))
            self._all_times += (_time(lambda: account(self._analyzed(text))) for _ in range(ROUNDS))

    def tables(self) -> str:
        """Give what was counted."""
        columns = ("reads", "provides", "waves")
        words = ("names that exist", "true sentences of a model taken")
        return (
            f"{self._pipelines} generated pipelines, held against their JSON and a run of each. "
            f"Describing one of 12 stages takes {_shown(self._times)} of a processor, "
            f"reading and analyzing it from nothing included {_shown(self._all_times)}.\n\n"
            + table(columns, {"stages, exactly right": self._facts})
            + "\n\n"
            + table(words, {"texts": self._words})
            + "\n\nSentences that are not true, put into a model's mouth:\n\n"
            + table(("dropped",), self._lies)
        )

    def _count_facts(
        self, seed: int, found: Account, pipeline: dict[str, object], run: DryRun
    ) -> None:
        known = truth(pipeline, run)
        for stage in found.stages:
            right = {
                "reads": set(stage.reads) == known.reads[stage.id],
                "waves": stage.wave == known.waves[stage.id],
            }
            if stage.id in known.provides:
                right["provides"] = set(stage.provides) == known.provides[stage.id]
            self._facts.add(**right)
            self._miss(all(right.values()), seed, f"{stage.id}: {right}")

    def _analyzed(self, text: str) -> Facts:
        return analyze(parse_document(text), self._catalogue, READERS["cli"])

    def _miss(self, right: bool, seed: int, what: str) -> None:  # noqa: FBT001 - a private count.
        if self._shows_misses and not right:
            print(f"seed {seed}: {what}")


def _time(work: Callable[[], object]) -> float:
    """Give the milliseconds that a processor worked on something."""
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)


def _shown(times: list[float]) -> str:
    slowest = quantiles(times, n=20)[-1] if times[1:] else 0.0
    return f"{median(times or [0.0]):.2f} ms (95 of 100 times at most {slowest:.2f} ms)"


def _exist(text: str, pipeline: dict[str, object], facts: Facts) -> bool:
    """Tell whether everything in quotes stands in the file or is an output of a component."""
    known = {" ".join(each.replace('"', "'").split()) for each in _texts(pipeline)}
    for stage in facts.stages:
        known |= {each.name for each in stage.component.outputs} if stage.component else set()
    whole = "\n".join(known)
    return all(
        quoted.rstrip("…").strip() in whole or not quoted.isascii() or "\\" in quoted
        for quoted in re.findall(r'"([^"]*)"', text)
    )


def _texts(value: object) -> Iterator[str]:
    """Give all texts of a JSON value, keys and paths in templates among them."""
    if isinstance(value, str):
        yield value
        yield from (".".join(map(str.strip, each.split("."))) for each in _PATHS.findall(value))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


if __name__ == "__main__":
    main()
