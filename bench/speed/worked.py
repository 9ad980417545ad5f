"""
What passed while something was done, and what processors worked for it.

Work is counted in this process and in those that it started; it is what passes where a processor is
free, and other programs hardly change it. Systems count it in hundredths of a second.
"""

import os
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field

import psutil

from bench.speed.timing import Timing

NAMES = (
    *("milliseconds that passed, typical", "p95"),
    *("milliseconds of processor time, typical", "p95"),
)


@dataclass(slots=True)
class Worked:
    """Seconds that passed, and seconds of work, for each time."""

    passed: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def cells(self) -> list[str]:
        """Give the figures in the order of `NAMES`."""
        return [*_cells(self.passed), *_cells(self.worked, "< 10")]


async def worked_on(inputs: Iterable[object], job: Callable[[object], Awaitable[object]]) -> Worked:
    """Do a job on each input; what is done first warms up, and does not count."""
    found = Worked()
    for at, each in enumerate(inputs):
        started, before = time.perf_counter(), _busy()
        await job(each)
        if at:
            found.passed.append(time.perf_counter() - started)
            found.worked.append(_busy() - before)
    return found


def started(start: Callable[[], object], times: int) -> Worked:
    """Start a program that ends, several times."""
    found = Worked()
    for _ in range(times):
        begun, before = time.perf_counter(), _ended()
        start()
        found.passed.append(time.perf_counter() - begun)
        found.worked.append(_ended() - before)
    return found


def machine() -> str:
    """Give a sentence about what else went on."""
    return (
        f"{os.cpu_count()} processors, on which {os.getloadavg()[0]:.1f} programs wanted to run: "
        "what passed depends on that, processor time hardly does."
    )


def _cells(seconds: Sequence[float], nothing: str = "< 1") -> list[str]:
    timing = Timing(tuple(seconds))
    figures = (1000 * timing.median, 1000 * timing.percentile(95))
    return [f"{figure:.0f}" if figure >= 1 else nothing for figure in figures]


def _busy() -> float:
    own = psutil.Process()
    times = [each.cpu_times() for each in (own, *own.children(recursive=True))]
    # Of those that have ended, only who started them knows.
    return sum(sum(each[:4]) for each in times)


def _ended() -> float:
    times = psutil.Process().cpu_times()
    return float(times.children_user + times.children_system)
