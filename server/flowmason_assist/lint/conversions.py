"""What a value of the wrong type was probably meant to be."""

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping
from math import isfinite
from typing import NamedTuple

from flowmason_assist.analysis.coerce import misfit
from flowmason_assist.catalogue.types import Type
from flowmason_assist.lint.rule import Applicability


class Guess(NamedTuple):
    """A JSON value that fits, and how sure it is that it was meant."""

    value: object
    applicability: Applicability


def guess(value: object, wanted: Type) -> Guess | None:
    """Give what a value was meant to be, or None when nothing suggests itself."""
    members = wanted.args if wanted.name == "union" else (wanted,)
    for member in members:
        make = _GUESSERS.get(member.name)
        for found in make(value, member) if make else ():
            if misfit(found.value, member) is None:
                return found
    return None


_NUMBER = re.compile(r"\s*(?P<number>-?\d[\d,_ ]*(?:\.\d+)?)\s*(?P<unit>%|[a-zA-Z]*)\s*")
_DECIMAL_COMMA = re.compile(r"\s*(-?\d+),(\d{1,2})\s*")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+", re.MULTILINE)
_BOOLEANS: Mapping[object, bool] = {1: True, 0: False, "y": True, "t": True, "n": False, "f": False}


def _safe(value: object) -> Guess:
    return Guess(value, Applicability.SAFE)


def _unsafe(value: object) -> Guess:
    return Guess(value, Applicability.UNSAFE)


def _texts(value: object, _: Type) -> Iterator[Guess]:
    if isinstance(value, bool):
        yield _unsafe(json.dumps(value))
    elif isinstance(value, int | float):
        yield _safe(json.dumps(value))
    elif isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        yield _unsafe(", ".join(value))
    elif isinstance(value, list | dict) and value:
        yield _unsafe(json.dumps(value, ensure_ascii=False))


def _booleans(value: object, _: Type) -> Iterator[Guess]:
    key = value.strip().lower() if isinstance(value, str) else value
    if isinstance(key, int | float | str) and key in _BOOLEANS:
        meant = _BOOLEANS[key]
        yield _unsafe(meant) if isinstance(value, str) else _safe(meant)


def _numbers(value: object, wanted: Type) -> Iterator[Guess]:
    number = value
    if isinstance(value, str):
        decimal = _DECIMAL_COMMA.fullmatch(value) if wanted.name == "float" else None
        found = _NUMBER.fullmatch(value)
        if decimal:
            number = float(f"{decimal[1]}.{decimal[2]}")
        elif found:
            number = float(re.sub(r"[,_ ]", "", found["number"]))
            if found["unit"] == "%" and wanted.name == "float":
                number /= 100
    if isinstance(number, bool) or not isinstance(number, int | float):
        return
    if isinstance(number, float) and not isfinite(number):
        return
    is_whole = wanted.name == "int" or float(number).is_integer()
    yield _unsafe(round(number) if is_whole else number)


def _lists(value: object, wanted: Type) -> Iterator[Guess]:
    if not isinstance(value, str):
        yield _unsafe([value])
        return
    yield from _literals(value)
    text = value.strip()
    if not text:
        return
    if _BULLET.match(text):
        yield _unsafe([part.strip() for part in _BULLET.split(text) if part.strip()])
    holds_text = not wanted.args or wanted.args[0].name in ("str", "any")
    if holds_text and "\n" not in text and len(text) < 200:  # noqa: PLR2004 - no prose
        parts = re.split(r"\s*[,;]\s*|\s+and\s+(?=\w+$)", text)
        yield _unsafe([part for part in parts if part])
    yield _unsafe([value])


def _objects(value: object, _: Type) -> Iterator[Guess]:
    if isinstance(value, str):
        yield from _literals(value)


def _literals(text: str) -> Iterator[Guess]:
    """Read a list or a dict in Python's notation."""
    if text.strip()[:1] not in ("[", "{"):
        return
    try:
        value = ast.literal_eval(text.strip())
        json.dumps(value, allow_nan=False)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return
    yield _safe(value)


_GUESSERS: Mapping[str, Callable[[object, Type], Iterator[Guess]]] = {
    "str": _texts,
    "bool": _booleans,
    "int": _numbers,
    "float": _numbers,
    "list": _lists,
    "dict": _objects,
    "object": _objects,
}
