"""JSON values, and how any Python value becomes one within bounds."""

import math
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

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
        if value is None or isinstance(value, bool):
            return value
        if type(value) is str:
            return self._cut(value)
        if type(value) is int:
            return value if abs(value) < 10**MAX_DIGITS else CUT
        if type(value) is float:
            return value if math.isfinite(value) else str(value)
        if depth >= MAX_DEPTH or self._values <= 0:
            return CUT
        try:
            return self._convert_other(value, depth)
        except Exception as error:  # noqa: BLE001 - the value's own code may do anything.
            return f"({type(value).__name__}: {type(error).__name__})"

    def _convert_other(self, value: Any, depth: int) -> Json:
        if isinstance(value, Mapping):
            return self._object(value.items(), depth)
        if isinstance(value, list | tuple | set | frozenset):
            return self._array(value, depth)
        if isinstance(value, str):
            return self._cut(str.__str__(value))
        if isinstance(value, bytes | bytearray):
            return self._cut(bytes(value[:MAX_TEXT]).decode("utf-8", "replace"))
        if isinstance(value, int):
            return self.convert(int(value), depth)
        if isinstance(value, float):
            return self.convert(float(value), depth)
        if callable(getattr(type(value), "model_dump", None)):
            return self.convert(value.model_dump(), depth + 1)
        if hasattr(value, "isoformat"):
            return self._cut(str(value.isoformat()))
        return self._cut(repr(value))

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
            result[self._cut(str(key))] = self.convert(value, depth + 1)
        return result

    def _cut(self, text: str) -> str:
        if len(text) <= self._text:
            self._text -= len(text)
            return text
        kept = text[: self._text]
        self._text = 0
        return kept + CUT
