"""
Measures how well errors are explained: `python -m bench.debug`, into docs/debugging.md.

`--quick` takes a tenth of the pipelines, `--misses` prints what goes wrong instead.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.debug.listed import listed
from bench.debug.measure import judged
from bench.debug.mechanical import is_mechanical
from bench.debug.outside import outside
from bench.debug.report import Scores, table, write
from bench.debug.seeded import Bench, Case
from bench.debug.shown import FORMS
from flowmason_assist.assist.debug.diagnose import diagnose
from flowmason_assist.assist.debug.diagnosis import Outcome
from flowmason_assist.assist.debug.mend import no_engine
from flowmason_assist.assist.debug.paste import read
from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.lint.engine import lint
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.resources import folder
from flowmason_assist.syntax.document import parse_document

# Those who write the code look at the seeds below.
FIRST_HELD_OUT = 1000
PAGE = Path(__file__).resolve().parents[2] / "docs" / "debugging.md"


def main() -> None:
    """Measure, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m bench.debug", description=__doc__)
    parser.add_argument("--seed", type=int, default=FIRST_HELD_OUT, help="first seed")
    parser.add_argument("--count", type=int, default=300, help="how many sound pipelines")
    parser.add_argument("--quick", action="store_true", help="a tenth of them")
    parser.add_argument("--misses", action="store_true", help="print what is not right")
    arguments = parser.parse_args()
    count = arguments.count // 10 if arguments.quick else arguments.count
    seeds = range(arguments.seed, arguments.seed + count)
    catalogue = load_catalogue(folder("schemas"))
    with EngineSession() as session:
        parts = [
            _seeded(Bench(session, catalogue), seeds, shows_misses=arguments.misses),
            _listed(session, catalogue),
            _outside(catalogue),
        ]
    if arguments.misses:
        return
    write(PAGE, "\n\n".join(parts))
    print(f"wrote {PAGE}")


def _seeded(bench: Bench, seeds: range, *, shows_misses: bool) -> str:
    forms = {form: Scores() for form in FORMS}
    tried, times = Scores(), [0.0]
    cases = list(bench.cases(seeds))
    for case in cases:
        for form in FORMS:
            started = time.perf_counter()
            one = bench.explain(case, form, with_engine=False)
            times.append(1000 * (time.perf_counter() - started))
            blamed = one.found.kind == "pipeline"
            forms[form].add(place=one.right_place, blamed=blamed)
            if case.broken.line is None:
                forms[form].add(stage=one.right_stage)
            right = one.right_place and blamed and (one.right_stage or case.broken.line is not None)
            if shows_misses and not right:
                print(f"{_name(case)}, {form}: {one.found.stage} {one.found.pointer}")
        if case.reader == "cli":
            _mended(bench, case, tried, shows_misses=shows_misses)
    columns = ("stage", "place", "blamed", "mechanical", "others")
    return (
        f"Seeds {seeds.start} to {seeds.stop - 1}: {len(cases)} runs of broken pipelines, each "
        f"error in {len(FORMS)} forms, without an engine to ask; half of the answers take at "
        f"most {median(times):.1f} ms.\n\n"
        + table(columns[:3], forms)
        + "\n\nWith the engine, as the command line runs them: does a fix make it run?\n\n"
        + table(columns[3:], {"a fix makes it run": tried})
    )


def _mended(bench: Bench, case: Case, tried: Scores, *, shows_misses: bool) -> None:
    found = bench.explain(case, "printed", with_engine=True).found
    runs = any(fix.outcome is Outcome.RUNS for fix in found.fixes)
    tried.add(**{"mechanical" if is_mechanical(case.broken) else "others": runs})
    if shows_misses and not runs and is_mechanical(case.broken):
        print(f"{_name(case)}: no fix makes it run")


def _name(case: Case) -> str:
    return f"seed {case.sound.seed}, {case.broken.kind}, {case.reader}, {case.stage}"


def _listed(session: EngineSession, catalogue: Catalogue) -> str:
    scores = {form: Scores() for form in FORMS}
    ids = set()
    for case in listed(session):
        ids.add(case.id)
        for one in judged(case, catalogue, no_engine):
            scores[one.form].add(
                recognized=one.right_message,
                stage=one.right_stage,
                place=one.right_place,
                blamed=one.right_kind,
            )
    columns = ("recognized", "stage", "place", "blamed")
    return f"The engine's {len(ids)} known messages, without an engine to ask:\n\n" + table(
        columns, scores
    )


def _outside(catalogue: Catalogue) -> str:
    scores = {form: Scores() for form in FORMS}
    names = set()
    for name, form, right in _blamed(catalogue):
        names.add(name)
        scores[form].add(blamed=right)
    return (
        f"{len(names)} errors that are not the pipeline's, of providers, networks and machines:\n\n"
        + table(("blamed",), scores)
    )


def _blamed(catalogue: Catalogue) -> Iterator[tuple[str, str, bool]]:
    for name, text, kinds, failure in outside():
        linted = lint(parse_document(text), catalogue, LintSettings())
        for form, shown in FORMS.items():
            found = diagnose(linted, read(shown(failure)), no_engine)
            yield name, form, found.kind in kinds


if __name__ == "__main__":
    main()
