"""The table of what models cost, for a terminal and for docs/performance-llm.md."""

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured, its goal in words, and whether it was met."""

    what: str
    measured: str
    goal: str = ""
    is_met: bool | None = None


def at_most(what: str, seconds: float, goal: float) -> Row:
    """Give the row of a time that should not exceed its goal."""
    return Row(what, shown(seconds), f"≤ {shown(goal)}", seconds <= goal)


def at_least(what: str, value: float, goal: float, unit: str = "") -> Row:
    """Give the row of a number that should reach its goal."""
    return Row(what, f"{value:,.4g}{unit}", f"≥ {goal:g}{unit}", value >= goal)


def ratio(what: str, value: float, goal: float) -> Row:
    """Give the row of a ratio that should not exceed its goal."""
    return Row(what, f"{value:.2f} times", f"≤ {goal:g} times", value <= goal)


def late(seconds: list[float]) -> float:
    """Give what 95 of 100 do not exceed."""
    return quantiles(seconds, n=100, method="inclusive")[94]


def middle(seconds: list[float]) -> float:
    """Give the one in the middle."""
    return median(seconds)


def shown(seconds: float) -> str:
    """Give a time as people read it."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    milliseconds = seconds * 1000
    return f"{milliseconds:.0f} ms" if milliseconds >= 10 else f"{milliseconds:.2f} ms"  # noqa: PLR2004


def document(rows: list[Row], size: int) -> str:
    """Give the report."""
    return "".join(f"{line}\n" for line in _lines(rows, size))


def _lines(rows: list[Row], size: int) -> Iterator[str]:
    yield "# Performance of models"
    yield ""
    yield "Measured and written by `python -m bench.llm`, which makes what it needs."
    yield (
        f"{os.cpu_count()} processors, Python {platform.python_version()}, llama-cpp-python"
        f" {version('llama-cpp-python')}, llguidance {version('llguidance')}."
    )
    yield f'The load of the machine was {os.getloadavg()[0]:.1f} at the end ("1" is one busy core).'
    yield (
        f"Our own model is the shipped file of {size / 1e6:.1f} MB;"
        " the large vocabulary is that of a model with random weights and 151,936 tokens."
    )
    yield ""
    yield "| What | Measured | Goal | Met |"
    yield "|---|---:|---:|---|"
    for row in rows:
        met = "" if row.is_met is None else ("yes" if row.is_met else "no")
        yield f"| {row.what} | {row.measured} | {row.goal} | {met} |"
