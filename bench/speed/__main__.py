"""
Measures how fast pipelines are checked, beside FlowMason's own validator.

python -m bench.speed            the report, into docs/performance.md
python -m bench.speed --quick    fewer runs, printed only
"""

import argparse
import shlex
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.speed.edits import analysis_timed, renaming, typing
from bench.speed.pipelines import pipeline_text
from bench.speed.report import Row, document
from bench.speed.timing import Timing, command_timed, spin, timed

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
STAGES = 12
FILES = 1_000
LONG = 1_000
OURS = "flowmason-assist check"
PEER = "flowmason validate"


@dataclass(frozen=True, slots=True)
class Plan:
    """How often each thing is measured."""

    cold: int
    many: int
    edits: int


THOROUGH = Plan(cold=21, many=5, edits=600)
QUICK = Plan(cold=5, many=1, edits=120)


def main() -> None:
    """Measure, print, and write down."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs, printed only")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        rows = list(_rows(Path(directory), QUICK if arguments.quick else THOROUGH))
    text = document(rows)
    print(text)
    if not arguments.quick:
        DOCUMENT.write_text(text, encoding="utf-8", newline="\n")


def _rows(directory: Path, plan: Plan) -> Iterator[Row]:
    one = _written(directory / "one.pipeline.json", pipeline_text(STAGES, seed=0))
    long_text = pipeline_text(LONG, seed=1)
    long = _written(directory / "long.pipeline.json", long_text)
    many = directory / "many"
    many.mkdir()
    for seed in range(FILES):
        _written(many / f"{seed:04}.pipeline.json", pipeline_text(STAGES, seed))

    yield _row("an empty Python", "python -c pass", partial(_command, "python -c pass", 9))
    yield _cold(f"one file of {STAGES} stages, cold", one, plan.cold, target=0.35)
    yield _cold(f"{FILES:,} files of {STAGES} stages", many, plan.many, target=6)
    yield _cold(f"one file of {LONG:,} stages, cold", long, plan.cold // 2, target=0.6)
    typed = typing(long_text, plan.edits, seed=2)
    keystroke = f"a keystroke in {LONG:,} stages, in process"
    yield _row(keystroke, "lint", partial(analysis_timed, long_text, typed), target=0.015)
    renamed = renaming(long_text, plan.edits // 8, seed=3)
    rename = f"an id renamed in {LONG:,} stages, in process"
    yield _row(rename, "lint", partial(analysis_timed, long_text, renamed))
    yield _peer(f"one file of {STAGES} stages, cold", one, plan.cold)
    yield _peer(f"{FILES:,} files of {STAGES} stages", many, plan.many)
    yield _peer(f"one file of {LONG:,} stages, cold", long, plan.cold // 2)


def _cold(what: str, path: Path, runs: int, target: float) -> Row:
    return _row(what, OURS, partial(_command, f"{OURS} {shlex.quote(str(path))}", runs), target)


def _peer(what: str, path: Path, runs: int) -> Row:
    return _row(what, PEER, partial(_command, f"{PEER} {shlex.quote(str(path))}", runs))


def _row(
    what: str, program: str, measure: Callable[[], Timing], target: float | None = None
) -> Row:
    spun = timed(spin, 3).median
    return Row(what, program, measure(), spun, target)


def _command(command: str, runs: int) -> Timing:
    return command_timed(shlex.split(command), runs)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    main()
