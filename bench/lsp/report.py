"""The measurements of all sessions as a table."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence

from bench.lsp.measure import Measured

_Row = tuple[str, Callable[[Sequence[Measured]], str]]


def table(stages: int, results: Mapping[str, Sequence[Measured]]) -> Iterator[str]:
    """Give a Markdown table: a row for each measure, a column for each server."""
    yield f"| {stages:,} stages | {' | '.join(results)} |"
    yield f"|---|{'---:|' * len(results)}"
    for title, cell in _ROWS:
        yield f"| {title} | {' | '.join(cell(each) for each in results.values())} |"


def percentile(values: Sequence[float], part: float) -> float:
    """Give the value below which a part of all values lies."""
    ordered = sorted(values)
    return ordered[min(round(part * (len(ordered) - 1)), len(ordered) - 1)]


def _milliseconds(
    pick: Callable[[Measured], float], digits: int = 0
) -> Callable[[Sequence[Measured]], str]:
    return lambda runs: f"{statistics.median(map(pick, runs)) * 1000:.{digits}f} ms"


def _spread(pick: Callable[[Measured], list[float]]) -> Callable[[Sequence[Measured]], str]:
    def cell(runs: Sequence[Measured]) -> str:
        values = [value * 1000 for run in runs for value in pick(run)]
        return f"{percentile(values, 0.5):.1f} / {percentile(values, 0.95):.1f} ms"

    return cell


_ROWS: tuple[_Row, ...] = (
    ("start to initialized", _milliseconds(lambda each: each.start)),
    ("open to diagnostics", _milliseconds(lambda each: each.open)),
    ("edit to diagnostics, p50 / p95", _spread(lambda each: each.edits)),
    ("hover, p50 / p95", _spread(lambda each: each.hovers)),
    ("characters of the hover", lambda runs: f"{runs[0].hover_length}"),
    ("completion, p50 / p95", _spread(lambda each: each.completions)),
    ("entries of the completion", lambda runs: f"{runs[0].completion_count}"),
    (
        "processor time per key",
        lambda runs: f"{statistics.median(each.cpu_per_key for each in runs) * 1000:.1f} ms",
    ),
    ("memory", lambda runs: f"{statistics.median(each.memory for each in runs):.0f} MB"),
)
