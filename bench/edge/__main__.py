"""
Measures `edge`: `python -m bench.edge`, into docs/edge.md.

`--print` shows the tables instead. Nothing is ever tuned by the texts in `heldout`, the reports,
and the series; `--tuning` measures the texts in `tuning`, for those who change something.
"""

import argparse
import asyncio
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bench.debug.report import write
from bench.edge.choices import choices, each_of, familiar, ours, plain
from bench.edge.data import MACHINES, PEOPLE, Fold, Texts, reports, texts
from bench.edge.report import (
    BASELINE,
    OURS,
    Answers,
    abstentions,
    accuracy,
    anomaly_rows,
    calibration,
    shown,
    table,
)
from bench.edge.series import measured, robust, three_sigma
from bench.edge.summaries import first, kept
from flowmason_assist.assist.edge.texts import summarize
from flowmason_assist.edge import Edge
from flowmason_assist.llm.drive import run_without_model

PAGE = Path(__file__).resolve().parents[2] / "docs" / "edge.md"
EXAMPLES = (0, 2, 4, 8)
SENTENCES = 2


def main() -> None:
    """Measure, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m bench.edge", description=__doc__)
    parser.add_argument("--print", action="store_true", dest="prints", help="write no page")
    parser.add_argument("--tuning", action="store_true", help="the texts for tuning, no page")
    arguments = parser.parse_args()
    if arguments.tuning:
        print(asyncio.run(_choices({"for tuning": texts("tuning")})))
        return
    sets = {"by people": texts(PEOPLE), "by machines": texts(MACHINES)}
    parts = [asyncio.run(_choices(sets)), asyncio.run(_summaries()), _anomalies(), _cost()]
    found = "\n\n".join(parts)
    print(found)
    if not arguments.prints:
        write(PAGE, found)


async def _choices(sets: Mapping[str, list[Texts]]) -> str:
    """Give right answers, abstentions and calibration."""
    found: dict[str, Answers] = {}
    async with Edge() as edge:
        for source, given in sets.items():
            for examples in EXAMPLES:
                found[f"{source}, {examples} examples"] = {
                    OURS: await choices(given, examples, ours(edge)),
                    BASELINE: await choices(given, examples, plain) if examples else [],
                }
        known = list(familiar())
        without = [Fold(fold.labels, [], fold.asked) for fold in known]
        trained = {
            "labels of the model's training, 0 examples": {
                OURS: await each_of(without, ours(edge))
            },
            "labels of the model's training, with examples": {
                OURS: await each_of(known, ours(edge)),
                BASELINE: await each_of(known, plain),
            },
        }
    most = {name: found[name] for name in found if name.endswith(f" {EXAMPLES[-1]} examples")}
    return "\n\n".join((accuracy(found | trained), abstentions(found), calibration(most)))


async def _summaries() -> str:
    async def without(text: str) -> str:
        return run_without_model(summarize(text, SENTENCES))

    async with Edge() as edge:
        makers = {
            "the first two sentences": first(SENTENCES),
            "edge summarize, without a model": without,
            "edge summarize, with our model": edge.summarize,
        }
        rows = [[name, shown(await kept(reports(), maker))] for name, maker in makers.items()]
    return table(["summaries of two sentences", "sentences kept that must be read"], rows)


def _anomalies() -> str:
    finders = {"edge anomaly": robust, "three standard deviations": three_sigma}
    return anomaly_rows({name: dict(measured(finder)) for name, finder in finders.items()})


def _cost() -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "bench.edge.cost"], capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


if __name__ == "__main__":
    main()
