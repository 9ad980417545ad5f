"""JSON values, and how any Python value becomes one within bounds."""

import math
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias, cast

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

MAX_DEPTH = 60
MAX_VALUES = 200_000
MAX_TEXT = 4_000_000
MAX_DIGITS = 300
CUT = "… (cut)"


def to_json(value: object) -> Json:
    """
    Nearest JSON value; never fails and never grows without end.

    Models become objects, sets and tuples lists, bytes text, numbers that JSON lacks text,
    and whatever else its `repr`. What is too deep, too long or too much is cut and says so.
    """
    return _Converter().convert(value, 0)


class _Converter:
    """One conversion, with what is left of its budget."""

    def __init__(self) -> None:
        self._values = MAX_VALUES
        self._text = MAX_TEXT

    def convert(self, value: object, depth: int) -> Json:
        self._values -= 1
        simple = _simple(value)
        if isinstance(simple, str):
            return self._cut(simple)
        if not isinstance(simple, dict | list):
            return cast("Json", simple)
        if depth >= MAX_DEPTH or self._values <= 0:
            return CUT
        if isinstance(simple, dict):
            return self._object(simple.items(), depth)
        return self._array(simple, depth)

    def _array(self, values: Iterable[object], depth: int) -> Json:
        result: list[Json] = []
        for value in values:
            if self._values <= 0:
                result.append(CUT)
                break
            result.append(self.convert(value, depth + 1))
        return result

    def _object(self, items: Iterable[tuple[object, object]], depth: int) -> Json:
        result: dict[str, Json] = {}
        for key, value in items:
            if self._values <= 0:
                result[CUT] = None
                break
            result[self._cut(str(_simple(key)))] = self.convert(value, depth + 1)
        return result

    def _cut(self, text: str) -> str:
        if len(text) <= self._text:
            self._text -= len(text)
            return text
        kept = text[: self._text]
        self._text = 0
        return kept + CUT


def _simple(value: object) -> object:
    """Value of one of the types that JSON has, though its parts may not be."""
    if value is None or type(value) in (bool, str, list, dict):
        return value
    try:
        return _simplified(value)
    except Exception as error:  # noqa: BLE001 - the value's own code may do anything.
        return f"({type(value).__name__}: {type(error).__name__})"


def _simplified(value: Any) -> object:  # noqa: ANN401 - anything at all is meant.
    result: object
    match value:
        case int():
            result = int(value) if abs(value) < 10**MAX_DIGITS else CUT
        case float():
            result = float(value) if math.isfinite(value) else str(float(value))
        case str():
            result = str.__str__(value)
        case bytes() | bytearray():
            result = bytes(value[:MAX_TEXT]).decode("utf-8", "replace")
        case Mapping():
            result = dict(value)
        case list() | tuple() | set() | frozenset():
            result = list(value)
        case _ if callable(getattr(type(value), "model_dump", None)):
            result = dict(value.model_dump())
        case _ if callable(getattr(type(value), "isoformat", None)):
            result = str(value.isoformat())
        case _:
            result = repr(value)
    return result
