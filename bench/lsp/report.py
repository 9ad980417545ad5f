"""The measurements of all sessions as tables, and what they should be."""

import math
import os
import platform
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence

from bench.lsp.measure import Measured
from bench.lsp.servers import versions

Results = Mapping[str, Sequence[Measured]]
"""All sessions of each server, by its title."""

_Cell = Callable[[Sequence[Measured]], str]
_PEER = "vscode-json-language-server, pull"
_LARGEST_ANSWER = 0.010
_LARGEST_START = 0.300
_LARGEST_MEMORY = 80


def document(tables: Mapping[int, Results]) -> str:
    """Give the report."""
    return "".join(f"{line}\n" for line in _lines(tables))


def _lines(tables: Mapping[int, Results]) -> Iterator[str]:
    yield "# Performance of the language server"
    yield ""
    yield "Measured by `python -m bench.lsp` and written by it, beside other servers for JSON."
    yield "All servers took turns in one run, so that other work on the machine hit all of them."
    yield f"{os.cpu_count()} processors, Python {platform.python_version()}, {versions()}."
    yield ""
    yield "A fault is written into the middle of the file and mended again."
    yield (
        "What counts is the time until diagnostics show it, "
        "which includes the pause that a server makes on purpose."
    )
    yield "*Pull* asks for them right after the edit, *push* waits until they are sent."
    yield (
        "The others check the file by our schema, and once by a small one that knows a few keys; "
        "ours runs every rule."
    )
    yield "Hover and completion are asked at the component of a stage."
    yield "*A key typed* is the processor time that a key costs when 20 come in a second."
    for stages, results in tables.items():
        yield ""
        yield from _table(stages, results)
    yield ""
    yield from _goals(tables[max(tables)])


def _table(stages: int, results: Results) -> Iterator[str]:
    yield f"## {stages:,} stages"
    yield ""
    yield f"| | {' | '.join(results)} |"
    yield f"|---|{'---:|' * len(results)}"
    for title, cell in _ROWS:
        yield f"| {title} | {' | '.join(cell(each) for each in results.values())} |"


def _goals(results: Results) -> Iterator[str]:
    ours = [run for title, runs in results.items() if "flowmason" in title for run in runs]
    peers = results.get(_PEER)
    yield "## Goals, in the largest file"
    yield ""
    yield "| Goal | Ours | Limit | Met |"
    yield "|---|---:|---:|---|"
    if peers:
        limit = percentile(_all(peers, lambda each: each.edits), 0.5)
        edit = percentile(_all(ours, lambda each: each.edits), 0.95)
        yield _goal("edit to diagnostics, p95, against the JSON server's median", edit, limit)
    for title, pick in (("hover", _hovers), ("completion", _completions)):
        yield _goal(f"{title}, p95", percentile(_all(ours, pick), 0.95), _LARGEST_ANSWER)
    start = statistics.median(each.start for each in ours)
    yield _goal("start to initialized", start, _LARGEST_START)
    memory = max(each.memory for each in ours)
    met = "yes" if memory <= _LARGEST_MEMORY else "no"
    yield f"| memory | {memory:.0f} MB | {_LARGEST_MEMORY} MB | {met} |"


def _goal(title: str, seconds: float, limit: float) -> str:
    met = "yes" if seconds <= limit else "no"
    return f"| {title} | {seconds * 1000:.1f} ms | {limit * 1000:.1f} ms | {met} |"


def percentile(values: Sequence[float], part: float) -> float:
    """Give the value below which a part of all values lies."""
    ordered = sorted(values)
    return ordered[min(round(part * (len(ordered) - 1)), len(ordered) - 1)]


def _all(runs: Sequence[Measured], pick: Callable[[Measured], list[float]]) -> list[float]:
    return [value for run in runs for value in pick(run)]


def _hovers(run: Measured) -> list[float]:
    return run.hovers


def _completions(run: Measured) -> list[float]:
    return [*run.completions, *run.template_completions]


def _milliseconds(pick: Callable[[Measured], float], digits: int = 0) -> _Cell:
    return lambda runs: f"{statistics.median(map(pick, runs)) * 1000:.{digits}f} ms"


def _spread(pick: Callable[[Measured], list[float]]) -> _Cell:
    def cell(runs: Sequence[Measured]) -> str:
        values = [value * 1000 for value in _all(runs, pick) if not math.isnan(value)]
        if not values:
            return ""
        return f"{percentile(values, 0.5):.1f} / {percentile(values, 0.95):.1f} ms"

    return cell


_ROWS: tuple[tuple[str, _Cell], ...] = (
    ("start to initialized", _milliseconds(lambda each: each.start)),
    ("open to diagnostics", _milliseconds(lambda each: each.open)),
    ("edit of a setting to diagnostics, p50 / p95", _spread(lambda each: each.edits)),
    ("edit of a template to diagnostics, p50 / p95", _spread(lambda each: each.template_edits)),
    ("hover, p50 / p95", _spread(_hovers)),
    ("characters of the hover", lambda runs: f"{runs[0].hover_length}"),
    ("completion, p50 / p95", _spread(lambda each: each.completions)),
    ("entries of the completion", lambda runs: f"{runs[0].completion_count}"),
    ("completion in a template, p50 / p95", _spread(lambda each: each.template_completions)),
    ("a key typed", _milliseconds(lambda each: each.cpu_per_key, 1)),
    ("memory", lambda runs: f"{statistics.median(each.memory for each in runs):.0f} MB"),
)
