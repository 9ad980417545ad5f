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
    numbers = {at: float(each) for at, each in column.items() if _is_number(each)}  # type: ignore[arg-type]
    if len(column) >= _FEWEST:
        for at, value in column.items():
            if _kind(value) != usual and kinds[_kind(value)] <= _RARE * len(column):
                reason = f"{_named(name)}is {_kind(value)} here and {usual} elsewhere"
                yield Anomaly(at, value, reason, 1.0)
    if len(numbers) >= _FEWEST:
        yield from _outliers(name, numbers)


def _outliers(name: str, numbers: Mapping[str, float]) -> Iterator[Anomaly]:
    middle = statistics.median(numbers.values())
    spread = statistics.median(abs(each - middle) for each in numbers.values())
    if spread == 0:
        # Most values are the same: fall back to the mean deviation, or a single odd value hides.
        spread = statistics.fmean(abs(each - middle) for each in numbers.values()) * _TO_SIGMA
    for at, value in numbers.items():
        if not math.isfinite(value):
            yield Anomaly(at, str(value), f"{_named(name)}is no finite number", 1.0)
        elif spread > 0 and (distance := _TO_SIGMA * abs(value - middle) / spread) > FAR:
            side = "above" if value > middle else "below"
            reason = f"{_named(name)}is {value:g}, far {side} the median of {middle:g}"
            yield Anomaly(at, value, reason, round(distance / FAR, 2))


def _named(name: str) -> str:
    return f'"{name}" ' if name else ""


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


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
