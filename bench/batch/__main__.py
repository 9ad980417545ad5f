"""
Measures batches, accidents among them, and the index: `python -m bench.batch`, into docs/bulk.md.

`--files` checks fewer pipelines; the page says how many there were.
"""

import argparse
import os
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.batch.flows import STAGES, write_flows
from bench.batch.index import search_seconds
from bench.batch.runs import (
    Finished,
    batch_command,
    done_in,
    finished,
    finished_without_a_worker,
    kill_at,
)
from bench.debug.report import write

PAGE = Path(__file__).resolve().parents[2] / "docs" / "bulk.md"
FILES = 5_000
INDEXED = 2_000
KILLS = 3
MOST_AT_ONCE = 0.3
"""The largest share of all items that is done between two kills."""


@dataclass(frozen=True, slots=True)
class Row:
    """A thing that was measured, and whether it is as it should be."""

    what: str
    measured: str
    wanted: str
    is_met: bool


def main() -> None:
    """Measure, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m bench.batch", description=__doc__)
    parser.add_argument("--files", type=int, default=FILES, help="how many pipelines")
    parser.add_argument("--seed", type=int, default=8, help="of the moments of accidents")
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as directory:
        rows = list(_rows(Path(directory), arguments.files, random.Random(arguments.seed)))
    text = _table(rows, arguments.files, load)
    print(text)
    write(PAGE, text)


def _rows(directory: Path, files: int, dice: random.Random) -> Iterator[Row]:
    flows = write_flows(directory / "flows", files)
    undisturbed = finished(batch_command(flows), flows)
    yield _speed(undisturbed, files)
    yield _killed(undisturbed, flows, files, dice)
    yield _robbed("`local`, one of two workers killed", undisturbed, flows)
    yield _robbed("`ray`, one of two actors killed", undisturbed, flows, "--engine", "ray")
    indexed = write_flows(directory / "indexed", INDEXED)
    for what, most in (("an empty", 20), ("a full", 2)):
        seconds = search_seconds(indexed, directory / "cache")
        title = f"`find` in {INDEXED:,} files, with {what} cache"
        yield Row(title, f"{seconds:.2f} s", f"at most {most} s", seconds <= most)


def _speed(undisturbed: Finished, files: int) -> Row:
    rate = files / undisturbed.seconds
    potential = files / (undisturbed.cpu / 2)
    measured = (
        f"{undisturbed.seconds:.1f} s, {rate:.0f} files a second; by calculation from "
        f"{undisturbed.cpu:.1f} s of processor time: {potential:.0f} if two were free"
    )
    return Row("`local`, two workers", measured, "250 files a second", rate >= 250)  # noqa: PLR2004


def _killed(undisturbed: Finished, flows: Path, files: int, dice: random.Random) -> Row:
    journal = flows.parent / "journal"
    command = batch_command(flows, "--journal", str(journal))
    done = [0]
    for _ in range(KILLS):
        more = dice.randint(1, int(MOST_AT_ONCE * files))
        if kill_at(done[-1] + more, journal, command, flows):
            raise RuntimeError("workers outlived their batch")
        done.append(done_in(journal))
    last = finished(command, flows)
    is_interrupted = all(a < b < files for a, b in pairwise(done))
    is_same = last.digest == undisturbed.digest
    counts = ", ".join(f"{each:,}" for each in done[1:])
    measured = f"{_sameness(is_same=is_same)}; killed when {counts} were done"
    title = f"`local`, killed {KILLS} times and resumed"
    return Row(title, measured, "the same report", is_same and is_interrupted)


def _robbed(what: str, undisturbed: Finished, flows: Path, *options: str) -> Row:
    last, killed = finished_without_a_worker(batch_command(flows, *options), flows)
    is_same = bool(killed) and last.digest == undisturbed.digest
    measured = f"{_sameness(is_same=is_same)}, after {last.seconds:.1f} s"
    return Row(what, measured, "the same report", is_same)


def _sameness(*, is_same: bool) -> str:
    return "the same report" if is_same else "another report"


def _table(rows: list[Row], files: int, load: float) -> str:
    lines = [
        f"{files:,} generated pipelines of {STAGES} stages, {os.cpu_count()} processors.",
        f"When it began, {load:.1f} other programs wanted a processor; times depend on that.",
        "A report is the same when each of its bytes is that of a batch that nothing happened to.",
        "",
        "| What | Measured | Wanted | Met |",
        "|---|---|---|---|",
    ]
    for row in rows:
        met = "yes" if row.is_met else "no"
        lines.append(f"| {row.what} | {row.measured} | {row.wanted} | {met} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
