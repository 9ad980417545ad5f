"""
Measures suggestions: `python -m bench.suggest`, into docs/suggestions.md.

`--misses` prints what is not as it should be instead.
"""

import argparse
from collections import Counter
from pathlib import Path

from bench.accuracy.generator import sound
from bench.accuracy.judge import WORLD
from bench.debug.report import Scores, table, write
from bench.suggest.pipelines import Sample, authored, compiled, weakened
from flowmason_assist.assist.suggest.kinds import KINDS
from flowmason_assist.assist.suggest.suggest import ADDITIONS, Wanted, apply_all, suggest
from flowmason_assist.assist.suggest.suggestion import Suggestion, What
from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.lint.engine import Linted, lint
from flowmason_assist.lint.rule import Severity
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document

PAGE = Path(__file__).resolve().parents[2] / "docs" / "suggestions.md"
FIRST_SEED = 3000
IMPROVEMENTS = Wanted(None, frozenset(What) - ADDITIONS)
QUIET = (Severity.HINT,)


def main() -> None:
    """Measure, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m bench.suggest", description=__doc__)
    parser.add_argument("--seed", type=int, default=FIRST_SEED, help="first seed")
    parser.add_argument("--count", type=int, default=120, help="how many generated pipelines")
    parser.add_argument("--misses", action="store_true", help="print what is not as it should be")
    arguments = parser.parse_args()
    catalogue = load_catalogue(folder("schemas"))
    with EngineSession() as session:
        measured = Measured(catalogue, session, shows_misses=arguments.misses)
        for sample in (*authored(), *compiled(catalogue)):
            measured.add_good(sample)
        for sample in weakened():
            measured.add_any(sample)
        for seed in range(arguments.seed, arguments.seed + arguments.count):
            pipeline = sound(seed)
            measured.add_any(Sample(f"seed {seed}", pipeline.text, pipeline.inputs, "generated"))
    if not arguments.misses:
        write(PAGE, measured.tables())
        print(f"wrote {PAGE}")


class Measured:
    """Counts what suggestions do to good pipelines, and to any."""

    def __init__(self, catalogue: Catalogue, session: EngineSession, *, shows_misses: bool) -> None:
        self._catalogue = catalogue
        self._session = session
        self._shows_misses = shows_misses
        self._good: dict[str, Scores] = {}
        self._any = Scores()
        self._applied = 0

    def add_good(self, sample: Sample) -> None:
        """Count a pipeline in which there is nothing to mend."""
        linted = self._linted(sample.text)
        loud = [each for each in linted.findings if each.severity not in QUIET]
        found = suggest(linted, IMPROVEMENTS, lambda _: True)
        for group in (sample.group, "together"):
            scores = self._good.setdefault(group, Scores())
            scores.add(**{"nothing above hint": not loud, "no suggestion": not found})
        self._miss(sample, [each.message for each in loud] + [each.title for each in found])

    def add_any(self, sample: Sample) -> None:
        """Count a pipeline that runs, after all that is suggested was applied."""
        linted = self._linted(sample.text)
        if not self._runs(sample, sample.text):
            return
        # Nothing is tried before, as it is for users: what breaks a pipeline shall be seen here.
        text, applied = apply_all(linted, IMPROVEMENTS, lambda _: True)
        if not applied:
            return
        self._applied += len(applied)
        after = self._linted(text)
        kept = _templates(linted) == _templates(after)
        runs = self._runs(sample, text)
        in_range = all(_is_in_range(each) for each in applied)
        columns = {"templates kept": kept, "still runs": runs, "settings in range": in_range}
        self._any.add(**columns)
        self._miss(sample, [name for name, right in columns.items() if not right])

    def tables(self) -> str:
        """Give what was counted."""
        good = ("nothing above hint", "no suggestion")
        columns = ("templates kept", "still runs", "settings in range")
        return (
            "Good pipelines: rules say nothing above a hint, and neither prompts nor settings are "
            "found wanting.\n\n"
            + table(good, self._good)
            + "\n\nGenerated pipelines, and the good ones without roles, tags and settings, with "
            f"all {self._applied} suggestions applied untried:\n\n"
            + table(columns, {"pipelines": self._any})
        )

    def _linted(self, text: str) -> Linted:
        return lint(parse_document(text), self._catalogue, LintSettings())

    def _runs(self, sample: Sample, text: str) -> bool:
        return self._session.run(text, dict(sample.inputs), WORLD).runs

    def _miss(self, sample: Sample, wrong: list[str]) -> None:
        if self._shows_misses and wrong:
            print(f"{sample.name}: {'; '.join(wrong)}")


def _templates(linted: Linted) -> Counter[tuple[str | None, str]]:
    """Give the templates of each stage, however often they stand there."""
    stages = linted.facts.stages
    return Counter((each.id, ref.template.path_text) for each in stages for ref in each.references)


def _is_in_range(suggestion: Suggestion) -> bool:
    """Tell whether a setting is one that the page gives for the kind of work that is named."""
    if suggestion.what is not What.LLM_SETTINGS:
        return True
    value = float(suggestion.title.rsplit(" ", 1)[-1])
    kind = next(each for each in KINDS if each.name in suggestion.reason)
    low, high = kind.temperature
    return low <= value <= high or value == kind.max_tokens


if __name__ == "__main__":
    main()
