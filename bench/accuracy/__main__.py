"""
Measures how often checkers are right about pipelines.

python -m bench.accuracy                       the report, into docs/accuracy.md
python -m bench.accuracy --misses              cases that our checker gets wrong
python -m bench.accuracy --harms               pipelines that our fixes make worse
python -m bench.accuracy --show 17 --kind self  the text of one case
"""

import argparse
from collections import Counter
from difflib import unified_diff
from pathlib import Path

from bench.accuracy.judge import READERS
from bench.accuracy.measure import cases, judged
from bench.accuracy.mending import mending
from bench.accuracy.misses import described, headline
from bench.accuracy.report import Setting, Shipped, accuracy, tally
from bench.accuracy.shipped import outcomes
from bench.accuracy.verdict import CHECKERS, mended, ours
from flowmason_assist.engine.options import Reader
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.lint.rule import Applicability

# Seeds below are for those who write rules; the report never uses them.
FIRST_HELD_OUT = 1000
# Fixing takes longer than checking, so only the pipelines of every so many seeds are fixed.
FIXED_SHARE = 4
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"


def main() -> None:
    """Run what the arguments ask for."""
    arguments = _arguments()
    if arguments.show is not None:
        _show(arguments.show, arguments.kind)
    elif arguments.harms:
        _print_harms(arguments)
    elif arguments.misses:
        _print_misses(arguments)
    else:
        _write_report(arguments)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("--seed", type=int, help="first seed")
    parser.add_argument("--count", type=int, default=1000, help="how many sound pipelines")
    parser.add_argument("--quick", action="store_true", help="a tenth of the pipelines")
    parser.add_argument(
        "--compare",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="measure FlowMason's own validators too",
    )
    parser.add_argument("--misses", action="store_true", help="print what our checker gets wrong")
    parser.add_argument("--harms", action="store_true", help="print what fixes make worse")
    parser.add_argument("--places", action="store_true", help="with --misses: wrong places too")
    parser.add_argument("--kind", action="append", default=[], help="only this kind or family")
    parser.add_argument("--reader", choices=READERS, help="only this reader")
    parser.add_argument("--show", type=int, metavar="SEED", help="print the pipelines of a seed")
    parser.add_argument("--output", type=Path, default=DOCUMENT, help="where the report goes")
    return parser.parse_args()


def _show(seed: int, kinds: list[str]) -> None:
    for case in cases([seed], kinds):
        if bool(kinds) is (case.broken is not None):
            print(f"# {case.kind}: {dict(case.labels)} {dict(case.errors)}\n{case.text}")


def _print_misses(arguments: argparse.Namespace) -> None:
    seeds = _seeds(arguments, 1)
    readers: tuple[Reader, ...] = (arguments.reader,) if arguments.reader else READERS[:1]
    every = judged(cases(seeds, arguments.kind), ours, readers)
    wrong = [one for one in every if one.is_missed or one.is_misplaced]
    for text in described(wrong, places=arguments.places):
        print(text, end="\n\n")
    for line, number in Counter(map(headline, wrong)).most_common():
        print(f"{number:4} {line}")


def _print_harms(arguments: argparse.Namespace) -> None:
    fixes = mending(cases(_seeds(arguments, 1), arguments.kind))
    for harm in fixes.harms:
        heading = f"seed {harm.case.sound.seed} · {harm.case.family} · {harm.case.kind}"
        print(f"{heading} · {harm.applicability}: {harm.error[:300]}")
        before, after = harm.case.text.splitlines(), harm.text.splitlines()
        difference = unified_diff(before, after, lineterm="", n=1)
        print("\n".join(line[:200] for line in difference), end="\n\n")
    for one in Applicability:
        print(f"{one}: mended {fixes.mended[one]}, unharmed {fixes.unharmed[one]}")


def _write_report(arguments: argparse.Namespace) -> None:
    seeds = _seeds(arguments, FIRST_HELD_OUT)
    every = list(cases(seeds, arguments.kind))
    idle = {one.sound.seed for one in every if not one.broken and one.labels["cli"] != "clean"}
    every = [one for one in every if one.sound.seed not in idle]
    checkers = CHECKERS if arguments.compare else dict(list(CHECKERS.items())[:1])
    tallies = {name: tally(judged(every, checker, READERS)) for name, checker in checkers.items()}
    fixes = mending(one for one in every if not one.sound.seed % FIXED_SHARE)
    with EngineSession() as session:
        shipped = [
            Shipped(outcome, ours(outcome.example.text, "cli"))
            for outcome in outcomes(session, mended)
        ]
    arguments.output.write_text(
        accuracy(Setting(seeds, idle, every), tallies, fixes, shipped),
        encoding="utf-8",
        newline="\n",
    )
    print(f"wrote {arguments.output}")


def _seeds(arguments: argparse.Namespace, first: int) -> range:
    start = first if arguments.seed is None else arguments.seed
    return range(start, start + (arguments.count // 10 if arguments.quick else arguments.count))


if __name__ == "__main__":
    main()
