"""The table of times, for a terminal and for docs/performance.md."""

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

from bench.speed.timing import SPINS, Timing

A_SECOND = 1.0
A_WIDE_GAP = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured; `target` is what the median should not exceed."""

    what: str
    program: str
    timing: Timing
    target: float | None = None


def document(rows: list[Row], spun: float) -> str:
    """Give the report; `spun` is what a fixed loop took on this machine at that time."""
    return "".join(f"{line}\n" for line in _lines(rows, spun))


def _lines(rows: list[Row], spun: float) -> Iterator[str]:
    yield "# Performance"
    yield ""
    yield "Measured by `python -m bench.speed`, which generates the pipelines, and written by it."
    yield (
        f"{os.cpu_count()} processors, Python {platform.python_version()}, "
        f"FlowMason {version('flowmason')}."
    )
    yield (
        f"A loop of {SPINS:,} additions took {_shown(spun)} at the same time: "
        "the last column divides by it, so that runs on other machines compare."
    )
    yield ""
    yield "| What | By | Median | 95 % within | Target | Met | Loops |"
    yield "|---|---|---:|---:|---:|---|---:|"
    for row in rows:
        yield _table_row(row, spun)
    yield ""
    yield "A keystroke types into a prompt; a renamed id breaks references and mends them again."
    yield (
        "`flowmason validate` reads the same files; "
        "it looks at JSON, shape, ids and the output stage only."
    )


def _table_row(row: Row, spun: float) -> str:
    median = row.timing.median
    met = "" if row.target is None else ("yes" if median <= row.target else "no")
    cells = (
        row.what,
        f"`{row.program}`",
        _shown(median),
        _shown(row.timing.percentile(95)),
        "" if row.target is None else _shown(row.target),
        met,
        f"{median / spun:.2f}",
    )
    return f"| {' | '.join(cells)} |"


def _shown(seconds: float) -> str:
    if seconds >= A_SECOND:
        return f"{seconds:.2f} s"
    milliseconds = seconds * 1000
    return f"{milliseconds:.0f} ms" if milliseconds >= A_WIDE_GAP else f"{milliseconds:.1f} ms"
