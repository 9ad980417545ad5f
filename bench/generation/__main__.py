"""
Measure pipelines on requests that nobody learnt from.

python -m bench.generation              the tables, into docs/generation.md
python -m bench.generation --most 40    on some of the requests, printed only
"""

import argparse
import random
from pathlib import Path

from bench.generation.makers import makers
from bench.generation.report import placed, tables
from bench.generation.rows import measured
from flowmason_assist.engine.session import EngineSession
from training.example import Example, authored

HELD_OUT = Path(__file__).parents[1] / "nano" / "heldout"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "generation.md"


def main() -> None:
    """Measure, print, and write down."""
    parser = argparse.ArgumentParser(prog="python -m bench.generation", description=__doc__)
    parser.add_argument("--requests", type=Path, default=HELD_OUT)
    parser.add_argument("--most", type=int, help="how many, by chance; all where not given")
    arguments = parser.parse_args()
    examples = list(authored(arguments.requests))
    chosen = _chosen(examples, arguments.most) if arguments.most else examples
    with EngineSession() as session, makers(session) as known:
        rows = {
            name: [measured(each, maker, session) for each in chosen]
            for name, maker in known.items()
        }
    written = tables(rows)
    print(written)
    if arguments.requests == HELD_OUT and not arguments.most:
        PAGE.write_text(placed(PAGE.read_text(encoding="utf-8"), written), encoding="utf-8")


def _chosen(examples: list[Example], most: int) -> list[Example]:
    """Choose by chance, of those that deserve no pipeline up to a sixth, since they are few."""
    random.Random(0).shuffle(examples)
    plain = [each for each in examples if each.plan.steps and not each.plan.questions]
    others = [each for each in examples if each not in plain][: most // 6]
    return [*others, *plain[: most - len(others)]]


if __name__ == "__main__":
    main()
