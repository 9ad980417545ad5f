"""How long things take, as the machine and its other work allow."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

SPINS = 5_000_000
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of repeated runs."""

    seconds: tuple[float, ...]

    def percentile(self, percent: int) -> float:
        """Give the time that so many percent of the runs did not exceed."""
        if len(self.seconds) == 1:
            return self.seconds[0]
        return quantiles(self.seconds, n=PERCENT, method="inclusive")[percent - 1]

    @property
    def best(self) -> float:
        """Give the time of the fastest run, which other work disturbed least."""
        return min(self.seconds)

    @property
    def median(self) -> float:
        """Give the time of the run in the middle."""
        return self.percentile(50)


def spin() -> None:
    """Keep Python busy for a fixed amount of work, to tell how fast this machine is now."""
    total = 0
    for number in range(SPINS):
        total += number & 7


def timed(work: Callable[[], object], runs: int) -> Timing:
    """Run something several times."""
    return Timing(tuple(_seconds(work) for _ in range(runs)))


def command_timed(arguments: Sequence[str], runs: int) -> Timing:
    """Run a program of this environment from a cold start several times."""
    command = [str(Path(sys.executable).parent / arguments[0]), *arguments[1:]]

    def run() -> None:
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(command)} could not run: {result.stderr}")

    return timed(run, runs)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
