"""Made-up measurements with faults that are known, and who finds them."""

import math
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from bench.accuracy.ratio import Ratio
from flowmason_assist.assist.edge.anomalies import anomalies
from flowmason_assist.engine.json_value import Json

VALUES = 60
SERIES = 100
MOST_FAULTS = 3
NEAREST, FARTHEST = 6, 15
"""How far out a fault is, in standard deviations of the noise."""
SIGMAS = 3

Finder = Callable[[list[Json]], set[int]]
Shape = Callable[[int, Random], float]


def _steady(_at: int, random: Random) -> float:
    return 20 + random.gauss(0, 1)


def _skewed(_at: int, random: Random) -> float:
    return math.exp(random.gauss(0, 0.6))


def _drifting(at: int, random: Random) -> float:
    return 20 + at / 4 + random.gauss(0, 1)


def _daily(at: int, random: Random) -> float:
    return 20 + 5 * math.sin(at / 4) + random.gauss(0, 1)


def _mostly_zero(_at: int, random: Random) -> float:
    return float(random.random() < 0.05)  # noqa: PLR2004 - one in twenty.


SHAPES: dict[str, Shape] = {
    "steady with noise": _steady,
    "steady, an outage of five or more": _steady,
    "skewed": _skewed,
    "drifting": _drifting,
    "daily rhythm": _daily,
    "mostly zero": _mostly_zero,
}
OUTAGE = "steady, an outage of five or more"


@dataclass(slots=True)
class Found:
    """How many faults are found, and how many good values are taken for faults."""

    faults: Ratio
    alarms: Ratio


def measured(finder: Finder) -> Iterator[tuple[str, Found]]:
    """Give what a finder finds in series of each shape."""
    for name, shape in SHAPES.items():
        found = Found(Ratio(), Ratio())
        for seed in range(SERIES):
            values, faults = _series(shape, Random(seed), is_outage=name == OUTAGE)
            said = finder(values)
            for at in range(len(values)):
                (found.faults if at in faults else found.alarms).add(hit=at in said)
        yield name, found


def robust(values: list[Json]) -> set[int]:
    """What `edge anomaly` finds."""
    return {int(each.path.removeprefix("/")) for each in anomalies(values)}


def three_sigma(values: list[Json]) -> set[int]:
    """What is farther than three standard deviations from the mean."""
    numbers = [float(each) for each in values if isinstance(each, int | float)]
    middle, spread = statistics.fmean(numbers), statistics.pstdev(numbers)
    return {at for at, each in enumerate(numbers) if abs(each - middle) > SIGMAS * spread}


def _series(shape: Shape, random: Random, *, is_outage: bool) -> tuple[list[Json], set[int]]:
    values: list[Json] = [shape(at, random) for at in range(VALUES)]
    if is_outage:
        start = random.randrange(VALUES - 10)
        faults = set(range(start, start + random.randint(5, 10)))
        for at in faults:
            values[at] = 0.0
        return values, faults
    faults = set(random.sample(range(VALUES), random.randint(0, MOST_FAULTS)))
    for at in faults:
        distance = random.uniform(NEAREST, FARTHEST) * random.choice((-1, 1))
        values[at] = shape(at, random) + distance
    return values, faults
