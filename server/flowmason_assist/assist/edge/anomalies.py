"""What stands out in a small payload, by robust statistics: no model decides it."""

import math
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flowmason_assist.engine.json_value import Json

FAR = 3.5
"""Robust z-scores above this are anomalies, as Iglewicz and Hoaglin advise."""
_FEWEST = 5
_TO_SIGMA = 0.6745  # The median deviation of a normal distribution, in standard deviations.
_RARE = 0.1
_NEAR = 3
"""How many values on each side are neighbors."""
_FOLLOWS = 0.5
"""Values follow their neighbors if these are so much nearer than all; chance makes them farther."""


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Something odd: a JSON Pointer to it, why, and how far out it is (1 is the limit)."""

    path: str
    value: Json
    reason: str
    score: float


def anomalies(payload: Json) -> list[Anomaly]:
    """Give what stands out in a list of numbers, or in records with the same fields."""
    match payload:
        case list() if payload and all(isinstance(each, dict) for each in payload):
            found = [*_records([each for each in payload if isinstance(each, dict)])]
        case list():
            found = [*_column("", {f"/{at}": each for at, each in enumerate(payload)})]
        case dict():
            lists = ((name, each) for name, each in payload.items() if isinstance(each, list))
            found = [
                Anomaly(f"/{_escaped(name)}{each.path}", each.value, each.reason, each.score)
                for name, values in lists
                for each in anomalies(values)
            ]
        case _:
            found = []
    return sorted(found, key=lambda each: -each.score)


def _records(records: Sequence[Mapping[str, Json]]) -> Iterator[Anomaly]:
    names = Counter(name for record in records for name in record)
    for name, count in names.items():
        pointer = _escaped(name)
        column = {
            f"/{at}/{pointer}": record[name] for at, record in enumerate(records) if name in record
        }
        yield from _column(name, column)
        missing = [at for at, record in enumerate(records) if name not in record]
        if missing and count >= _FEWEST and len(missing) <= _RARE * len(records):
            for at in missing:
                yield Anomaly(f"/{at}", None, f'"{name}" is missing here only', 1.0)


def _column(name: str, column: Mapping[str, Json]) -> Iterator[Anomaly]:
    kinds = Counter(_kind(value) for value in column.values())
    usual = kinds.most_common(1)[0][0] if kinds else ""
    numbers = {at: each for at, value in column.items() if (each := _number(value)) is not None}
    if len(column) >= _FEWEST:
        for at, value in column.items():
            if _kind(value) != usual and kinds[_kind(value)] <= _RARE * len(column):
                reason = f"{_named(name)}is {_kind(value)} here and {usual} elsewhere"
                yield Anomaly(at, value, reason, 1.0)
    if len(numbers) >= _FEWEST:
        yield from _outliers(name, numbers)


def _outliers(name: str, numbers: Mapping[str, float]) -> Iterator[Anomaly]:
    for at, value in numbers.items():
        if not math.isfinite(value):
            yield Anomaly(at, str(value), f"{_named(name)}is no finite number", 1.0)
    known = {at: value for at, value in numbers.items() if math.isfinite(value)}
    if len(known) < _FEWEST:
        return
    usual, spread, what = _usual(list(known.values()))
    for (at, value), middle in zip(known.items(), usual, strict=True):
        distance = _TO_SIGMA * abs(value - middle) / spread if spread else 0.0
        if distance > FAR:
            side = "above" if value > middle else "below"
            reason = f"{_named(name)}is {value:g}, far {side} the median of {what}{middle:g}"
            yield Anomaly(at, value, reason, round(distance / FAR, 2))


def _usual(values: Sequence[float]) -> tuple[list[float], float, str]:
    """
    Give what each value should be near to, how near the values are, and words for it.

    That is their median, or the median of the neighbors where values follow their neighbors, as
    what drifts or has a daily rhythm does.
    """
    usual = [statistics.median(values)] * len(values)
    spread = _spread(values, usual)
    near = [
        statistics.median((*values[max(0, at - _NEAR) : at], *values[at + 1 : at + 1 + _NEAR]))
        for at in range(len(values))
    ]
    spread_near = _spread(values, near)
    if spread_near < _FOLLOWS * spread:
        return near, spread_near, "its neighbors, "
    return usual, spread, ""


def _spread(values: Sequence[float], usual: Sequence[float]) -> float:
    distances = [abs(value - middle) for value, middle in zip(values, usual, strict=True)]
    # Where most values are the same, the mean takes over, or a single odd value hides.
    return statistics.median(distances) or statistics.fmean(distances) * _TO_SIGMA


def _named(name: str) -> str:
    return f'"{name}" ' if name else ""


def _number(value: Json) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _kind(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "a truth value"
        case int() | float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "an object"


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
