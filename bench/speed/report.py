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
    """
    One thing that was measured, and what a fixed loop took just before.

    `target` is what the median should not exceed.
    """

    what: str
    program: str
    timing: Timing
    spun: float
    target: float | None = None


def document(rows: list[Row]) -> str:
    """Give the report."""
    return "".join(f"{line}\n" for line in _lines(rows))


def _lines(rows: list[Row]) -> Iterator[str]:
    yield "# Performance"
    yield ""
    yield "Measured by `python -m bench.speed`, which generates the pipelines, and written by it."
    yield (
        f"{os.cpu_count()} processors, Python {platform.python_version()}, "
        f"FlowMason {version('flowmason')}."
    )
    spun = [row.spun for row in rows]
    yield (
        f"A loop of {SPINS:,} additions took {_shown(min(spun))} to {_shown(max(spun))}, "
        "measured before each line: the last column divides by it, "
        "so that other machines, and other work on this one, compare."
    )
    yield ""
    yield "| What | By | Best | Median | 95 % within | Target | Met | Loops |"
    yield "|---|---|---:|---:|---:|---:|---|---:|"
    for row in rows:
        yield _table_row(row)
    yield ""
    yield "A keystroke types into a prompt; a renamed id breaks references and mends them again."
    yield (
        "`flowmason validate` reads the same files; "
        "it looks at JSON, shape, ids and the output stage only."
    )


def _table_row(row: Row) -> str:
    median = row.timing.median
    met = "" if row.target is None else ("yes" if median <= row.target else "no")
    cells = (
        row.what,
        f"`{row.program}`",
        _shown(row.timing.best),
        _shown(median),
        _shown(row.timing.percentile(95)),
        "" if row.target is None else _shown(row.target),
        met,
        f"{median / row.spun:.2f}",
    )
    return f"| {' | '.join(cells)} |"


def _shown(seconds: float) -> str:
    if seconds >= A_SECOND:
        return f"{seconds:.2f} s"
    milliseconds = seconds * 1000
    return f"{milliseconds:.0f} ms" if milliseconds >= A_WIDE_GAP else f"{milliseconds:.1f} ms"
