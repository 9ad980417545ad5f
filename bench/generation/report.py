"""The measured tables of docs/generation.md."""

import os
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bench.generation.rows import READERS, Row, calibration_error

BEGIN = "<!-- Written by `python -m bench.generation`; do not edit. -->"
END = "<!-- End of what is written. -->"
_COLUMNS = (
    "offered",
    "run in one reader",
    "run in both",
    "all asked for is there",
    "and wired",
    "and faithful",
    "and nothing else",
    "rightly asked or refused",
    "calibration error",
    "median",
    "95 %",
)
_MOST_MISSING = 8


def tables(measured: Mapping[str, list[Row]]) -> str:
    """Give the Markdown for the rows of each maker."""
    rows = next(iter(measured.values()))
    plain = sum(row.deserves == "ok" for row in rows)
    asked = sum(row.deserves == "needs_clarification" for row in rows)
    parts = (
        BEGIN,
        (
            f"{len(rows)} held-out requests: {plain} deserve a pipeline, {asked} a question, "
            f"{len(rows) - plain - asked} a refusal. {os.cpu_count()} processors."
        ),
        _table(("", *_COLUMNS), ((name, *_cells(each)) for name, each in measured.items())),
        "What goes wrong, in how many of the requests:",
        _faults(measured),
        _missing(measured),
        END,
    )
    return "\n\n".join(part for part in parts if part)


def placed(document: str, written: str) -> str:
    """Give a document with the tables where they belong."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + written + after


def _cells(rows: list[Row]) -> Iterator[str]:
    plain = [row for row in rows if row.deserves == "ok"]
    others = [row for row in rows if row.deserves != "ok"]
    offered = [row for row in rows if row.made.document is not None]
    seconds = sorted(row.made.seconds for row in rows)
    error = calibration_error(rows)
    yield str(len(offered))
    yield _share([row.runs > 0 for row in offered])
    yield _share([row.runs == len(READERS) for row in offered])
    yield _share([row.behavior.has_all for row in plain])
    yield _share([row.behavior.is_wired for row in plain])
    yield _share([row.behavior.is_faithful for row in plain])
    yield _share([row.behavior.is_exact for row in plain])
    yield _share([row.is_right for row in others])
    yield "–" if error is None else f"{error:.2f}"
    yield f"{statistics.median(seconds):.2f} s"
    yield f"{seconds[int(0.95 * (len(seconds) - 1))]:.2f} s"


def _faults(measured: Mapping[str, list[Row]]) -> str:
    counts = {
        name: Counter(fault for row in rows for fault in row.faults)
        for name, rows in measured.items()
    }
    *_, last = counts.values()
    kinds = sorted(set().union(*counts.values()), key=lambda kind: (-last[kind], kind))
    return _table(
        ("kind", *counts),
        ((kind, *(str(each[kind]) for each in counts.values())) for kind in kinds),
    )


def _missing(measured: Mapping[str, list[Row]]) -> str:
    *_, (name, rows) = measured.items()
    missing = Counter(each for row in rows if row.made.document for each in row.behavior.missing)
    shown = ", ".join(f"`{each}` {count}" for each, count in missing.most_common(_MOST_MISSING))
    return f"Steps that are missing most often ({name}): {shown}." if shown else ""


def _share(flags: Sequence[bool]) -> str:
    return f"{100 * sum(flags) / len(flags):.0f} %" if flags else "–"


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)
