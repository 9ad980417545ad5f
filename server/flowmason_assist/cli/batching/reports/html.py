"""One page about a batch, with charts; it needs nothing else and asks no server for anything."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from flowmason_assist import __version__
from flowmason_assist.cli.batching.item import Json
from flowmason_assist.cli.batching.job import Job
from flowmason_assist.cli.batching.journal import Row
from flowmason_assist.cli.output.chart import bars

_MOST_ROWS = 1000
_MOST_BARS = 20
_TIMES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000)
"""Upper ends of the bars of the chart of times, in milliseconds."""

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; color: #222; }}
table {{ border-collapse: collapse; width: 100%; }}
td, th {{ border-bottom: 1px solid #ddd; padding: .25rem .5rem; text-align: left; }}
td {{ overflow-wrap: anywhere; vertical-align: top; }}
svg text {{ font-family: system-ui, sans-serif; }}
.failed {{ color: #b00020; }}
</style>
</head>
<body>
"""


@dataclass
class _Seen:
    """What the page tells about all items; its size does not grow with their number."""

    items: int = 0
    failed: int = 0
    clean: int = 0
    milliseconds: float = 0.0
    times: Counter[str] = field(default_factory=Counter)
    charts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def render(job: Job, rows: Callable[[], Iterator[Row]]) -> Iterator[str]:
    """Give the page: numbers, charts, and the items that ask for attention."""
    seen = _Seen()
    for row in rows():
        _count(job, row, seen)
    title = f"batch {job.name}"
    yield _HEAD.format(title=escape(title))
    yield f"<h1>{escape(title)}</h1>\n<p>{_numbers(seen)}</p>\n"
    charts = {"Milliseconds for an item": _in_order(seen.times), **_largest(seen.charts)}
    for heading, counts in charts.items():
        if counts:
            yield f"<h2>{escape(heading)}</h2>\n{bars(counts)}\n"
    yield "<h2>Items that ask for attention</h2>\n"
    yield from _table(job, rows())
    yield f"<p>flowmason-assist {__version__}</p>\n</body>\n</html>\n"


def _count(job: Job, row: Row, seen: _Seen) -> None:
    seen.items += 1
    seen.milliseconds += row.result.milliseconds
    seen.times[_time_label(row.result.milliseconds)] += 1
    value = _value(row)
    if value is None:
        seen.failed += 1
        return
    seen.clean += job.is_clean(value)
    for heading, bar in job.counts(value):
        seen.charts[heading][bar] += 1


def _numbers(seen: _Seen) -> str:
    average = seen.milliseconds / seen.items if seen.items else 0.0
    return (
        f"{seen.items:,} items: {seen.clean:,} clean, "
        f"{seen.items - seen.failed - seen.clean:,} that ask for attention, "
        f"{seen.failed:,} failed; {average:.1f} ms for an item on average."
    )


def _table(job: Job, rows: Iterable[Row]) -> Iterator[str]:
    shown = left_out = 0
    yield "<table>\n<tr><th>Item</th><th>Result</th></tr>\n"
    for row in rows:
        value = _value(row)
        if value is not None and job.is_clean(value):
            continue
        if shown == _MOST_ROWS:
            left_out += 1
            continue
        shown += 1
        kind, words = (
            ("failed", row.result.error or "") if value is None else ("", job.brief(value))
        )
        yield f'<tr><td>{escape(row.item.key)}</td><td class="{kind}">{escape(words)}</td></tr>\n'
    yield "</table>\n"
    if not shown:
        yield "<p>None.</p>\n"
    if left_out:
        yield f"<p>… and {left_out:,} more; --output-format jsonl has them all.</p>\n"


def _value(row: Row) -> Json:
    return None if row.result.value is None else json.loads(row.result.value)


def _time_label(milliseconds: float) -> str:
    end = next((each for each in _TIMES if milliseconds <= each), None)
    return f"more than {_TIMES[-1]:,}" if end is None else f"up to {end:,}"


def _in_order(times: Counter[str]) -> list[tuple[str, int]]:
    labels = [*(f"up to {each:,}" for each in _TIMES), f"more than {_TIMES[-1]:,}"]
    return [(label, times[label]) for label in labels if times[label]]


def _largest(charts: dict[str, Counter[str]]) -> dict[str, list[tuple[str, int]]]:
    return {heading: counts.most_common(_MOST_BARS) for heading, counts in charts.items()}
