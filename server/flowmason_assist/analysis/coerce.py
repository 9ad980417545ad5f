"""
How the engine converts a value to the type that a component wants.

A mirror of the engine's coercer, extended by holes: values that only a run will know, but
whose type is known. So each verdict is certain, possible, or none.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, IntEnum
from typing import NamedTuple

from flowmason_assist.analysis.pasted import FALSE_WORDS, TRUE_WORDS, can_become
from flowmason_assist.catalogue.types import Type

Path = tuple[str | int, ...]


class Unknown(Enum):
    """The type of `UNKNOWN`, which stands for a value that nothing tells."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN


class Hole(NamedTuple):
    """
    A value that only a run will know.

    `parts` is the text around templates that are pasted into it. `sample` is the value in a
    run with the file's own sample input, `UNKNOWN` when that does not tell.
    """

    type: Type
    parts: tuple[str, ...] = ()
    sample: object = UNKNOWN


class Verdict(IntEnum):
    """Whether a conversion succeeds."""

    NEVER = 0
    MAYBE = 1
    ALWAYS = 2


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that the engine cannot convert; `path` leads to it from the parameter's value."""

    path: Path
    message: str
    verdict: Verdict
    wanted: Type
    found: Type | None = None  # The type of a hole.


def misfit(value: object, target: Type, path: Path = ()) -> Misfit | None:
    """Give the first part of a value that the engine cannot or may not convert to `target`."""
    if isinstance(value, Hole):
        return _hole_misfit(value, target, path)
    if value is None:
        fits = target.takes_null
        return None if fits else Misfit(path, "null is not allowed here", Verdict.NEVER, target)
    if target.name == "any":
        return None
    if target.name == "union":
        return _union_misfit(value, target, path)
    match target.name:
        case "list":
            return _list_misfit(value, target, path)
        case "dict" | "object":
            return _dict_misfit(value, target, path)
        case "literal":
            fits = literal_value(value, target) is not None
        case "str":
            fits = isinstance(value, str)
        case "bool":
            fits = isinstance(value, bool) or _is_bool_word(value)
        case "int":
            fits = _is_whole(value)
        case "float":
            fits = is_number(value)
        case _:
            fits = False
    return None if fits else Misfit(path, _complaint(value, target), Verdict.NEVER, target)


def convertible(source: Type, target: Type) -> Verdict:
    """Tell whether a value of type `source` can be converted to `target`."""
    if target.name == "any":
        return Verdict.NEVER if source.name == "null" else Verdict.ALWAYS
    if source.name == "any":
        return Verdict.MAYBE
    if source.name == "union":
        verdicts = {convertible(each, target) for each in source.args if each.name != "null"}
        if source.nullable and not target.nullable:
            verdicts.add(Verdict.NEVER)
        return verdicts.pop() if len(verdicts) == 1 else Verdict.MAYBE
    if target.name == "union":
        return max(convertible(source, each) for each in target.args)
    if source.name == "literal":
        return _literal_verdict(source, target)
    if target.name == "literal":
        return Verdict.MAYBE if source.name in ("str", "int", "float") else Verdict.NEVER
    if source.name in ("object", "dict") and target.name in ("object", "dict"):
        return _mapping_verdict(source, target)
    if source.name == "list" and target.name == "list":
        item = convertible(source.args[0], target.args[0]) if target.args else Verdict.ALWAYS
        return max(item, Verdict.MAYBE)  # An empty list always fits.
    return _SIMPLE.get((source.name, target.name), Verdict.NEVER)


_SIMPLE: Mapping[tuple[str, str], Verdict] = {
    ("str", "str"): Verdict.ALWAYS,
    ("int", "int"): Verdict.ALWAYS,
    ("float", "float"): Verdict.ALWAYS,
    ("bool", "bool"): Verdict.ALWAYS,
    ("null", "null"): Verdict.ALWAYS,
    ("bool", "int"): Verdict.ALWAYS,
    ("int", "float"): Verdict.ALWAYS,
    ("bool", "float"): Verdict.ALWAYS,
    ("float", "int"): Verdict.MAYBE,
    ("str", "int"): Verdict.MAYBE,
    ("str", "float"): Verdict.MAYBE,
    ("str", "bool"): Verdict.MAYBE,
    ("str", "list"): Verdict.MAYBE,
    ("str", "dict"): Verdict.MAYBE,
    ("str", "object"): Verdict.MAYBE,
}


def literal_value(value: object, target: Type) -> object | None:
    """Give the allowed value that the engine takes `value` for, or None."""
    for allowed in target.values:
        if value == allowed and isinstance(value, bool) == isinstance(allowed, bool):
            return allowed
    if isinstance(value, str):
        for allowed in target.values:
            if isinstance(allowed, str) and value.lower() == allowed.lower():
                return allowed
    for allowed in target.values:
        if isinstance(allowed, int | float) and isinstance(value, int | float | str):
            try:
                if type(allowed)(value) == allowed:
                    return allowed
            except ValueError:
                continue
    return None


def converted(value: object, target: Type) -> object:
    """Give a value that fits as the engine will pass it on; holes stay holes."""
    wanted = target.required
    if value is None or isinstance(value, Hole):
        return value
    if wanted.name == "literal":
        return literal_value(value, wanted)
    if not isinstance(value, str):
        return value
    if wanted.name in ("list", "dict", "object"):
        return json.loads(value)
    if wanted.name in ("int", "float"):
        return float(value)
    return value.lower().strip() in TRUE_WORDS if wanted.name == "bool" else value


def _hole_misfit(value: Hole, target: Type, path: Path) -> Misfit | None:
    if value.sample is not UNKNOWN:
        found = misfit(value.sample, target)
        return found and Misfit(path, found.message, Verdict.NEVER, target.required, value.type)
    if value.parts and not can_become(value.parts, target):
        message = f"{describe(target.required)} is needed here, not text around a template"
        return Misfit(path, message, Verdict.NEVER, target.required)
    verdict = convertible(value.type, target)
    if verdict is Verdict.ALWAYS or value.type.name == "any":
        return None
    message = f"the value is {describe(value.type)}, but {describe(target.required)} is needed"
    return Misfit(path, message, verdict, target.required, value.type)


def _union_misfit(value: object, target: Type, path: Path) -> Misfit | None:
    found = [misfit(value, each, path) for each in target.args if each.name != "null"]
    if not found:
        return Misfit(path, "no JSON value fits here", Verdict.NEVER, target)
    if any(each is None for each in found):
        return None
    real = [each for each in found if each is not None]
    best = max(real, key=lambda each: (each.verdict, len(each.path)))
    if len(real) > 1 and best.verdict is Verdict.NEVER and best.path == path:
        return Misfit(path, _complaint(value, target.required), Verdict.NEVER, target.required)
    return best


def _list_misfit(value: object, target: Type, path: Path) -> Misfit | None:
    if isinstance(value, str):
        value = _json_value(value)
        if not isinstance(value, list):
            message = "a list is needed here, but this text is not a JSON list"
            return Misfit(path, message, Verdict.NEVER, target)
        found = misfit(value, target, path)
        return found and replace(found, path=path)
    if not isinstance(value, list):
        return Misfit(path, _complaint(value, target), Verdict.NEVER, target)
    item = target.args[0] if target.args else Type("any")
    if item.name == "any":
        return None
    return _first(misfit(each, item, (*path, index)) for index, each in enumerate(value))


def _dict_misfit(value: object, target: Type, path: Path) -> Misfit | None:
    if isinstance(value, str):
        value = _json_value(value)
        if not isinstance(value, dict):
            message = "an object is needed here, but this text is not a JSON object"
            return Misfit(path, message, Verdict.NEVER, target)
        found = misfit(value, target, path)
        return found and replace(found, path=path)
    if not isinstance(value, dict):
        return Misfit(path, _complaint(value, target), Verdict.NEVER, target)
    if target.name == "object":
        known = dict(target.fields)
        return _first(
            misfit(each, known[key], (*path, key)) for key, each in value.items() if key in known
        )
    if all(each.name == "any" for each in target.args):
        return None  # The one case in which null passes as a value.
    item = target.args[1] if len(target.args) > 1 else Type("any")
    return _first(misfit(each, item, (*path, key)) for key, each in value.items())


def _first(found: Iterable[Misfit | None]) -> Misfit | None:
    maybe: Misfit | None = None
    for each in found:
        if each is not None and each.verdict is Verdict.NEVER:
            return each
        maybe = maybe or each
    return maybe


def _json_value(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_bool_word(value: object) -> bool:
    return isinstance(value, str) and value.lower().strip() in TRUE_WORDS | FALSE_WORDS


def _is_whole(value: object) -> bool:
    if isinstance(value, str):
        try:
            return float(value).is_integer()
        except (ValueError, OverflowError):
            return False
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int)


def is_number(value: object) -> bool:
    """Tell whether Python takes a value for a number, as it does with most texts of digits."""
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            return False
        return True
    return isinstance(value, int | float)


def _literal_verdict(source: Type, target: Type) -> Verdict:
    fits = {misfit(value, target) is None for value in source.values}
    if len(fits) > 1:
        return Verdict.MAYBE
    return Verdict.ALWAYS if fits == {True} else Verdict.NEVER


def _mapping_verdict(source: Type, target: Type) -> Verdict:
    if target.name == "object" or not target.args:
        return Verdict.ALWAYS
    wanted = target.args[1]
    if source.name == "dict":
        item = convertible(source.args[1], wanted) if source.args else Verdict.MAYBE
        return max(item, Verdict.MAYBE)
    verdicts = [convertible(kind, wanted) for _, kind in source.fields]
    worst = min(verdicts, default=Verdict.ALWAYS)
    return worst if source.closed else max(worst, Verdict.MAYBE)


def _complaint(value: object, target: Type) -> str:
    if target.name == "literal":
        return f"{_shown(value)} is not one of {_listed(target)}"
    if target.name == "null":
        return "no value fits here that JSON can hold"
    return f"{describe(target)} is needed here, not {_shown(value)}"


def _listed(target: Type) -> str:
    return ", ".join(json.dumps(each, ensure_ascii=False) for each in target.values)


def _shown(value: object) -> str:
    if isinstance(value, str):
        text = value if len(value) <= 40 else f"{value[:37]}…"  # noqa: PLR2004 - fits a line
        return f'the text "{text}"'
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    return json.dumps(value)


_ARTICLES: Mapping[str, str] = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "null": "null",
    "any": "a value",
    "list": "a list",
    "dict": "an object",
    "object": "an object",
}


def describe(kind: Type) -> str:
    """Name a type in plain words, with its article."""
    if kind.name == "list" and kind.args and kind.args[0].name in _PLURALS:
        return f"a list of {_PLURALS[kind.args[0].name]}"
    if kind.name == "union":
        return " or ".join(dict.fromkeys(describe(each) for each in kind.args))
    if kind.name == "literal":
        return f"one of {_listed(kind)}"
    return _ARTICLES[kind.name]


_PLURALS: Mapping[str, str] = {
    "str": "texts",
    "int": "whole numbers",
    "float": "numbers",
    "dict": "objects",
    "object": "objects",
}
