"""What is wrong with a JSON Schema, as the engine's validator (draft 7) will find it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jsonschema import ValidationError

Path = tuple[str | int, ...]

TYPES = ("string", "number", "integer", "boolean", "object", "array", "null")


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """
    One fault of a JSON Schema; `path` leads to it.

    `breaks` means that validation fails as soon as it comes to this place; otherwise the place
    has no effect. It comes there with `any_data`, or only with data of a certain type.
    `suggestion` is a word to write instead.
    """

    path: Path
    message: str
    breaks: bool
    suggestion: str | None = None

    @property
    def any_data(self) -> bool:
        """Tell whether the keyword at fault looks at data of every type."""
        return any(step in ("type", "$ref") for step in self.path[-2:])


def schema_problems(schema: object) -> Iterator[SchemaProblem]:
    """Give the faults of a schema without templates."""
    from jsonschema import Draft7Validator

    keywords = frozenset(Draft7Validator.META_SCHEMA["properties"]) | {"$defs"}
    found = list(_own_problems(schema, keywords))
    paths = {problem.path for problem in found}
    for error in Draft7Validator(Draft7Validator.META_SCHEMA).iter_errors(schema):
        path = tuple(error.absolute_path)
        if any(path[: len(each)] == each or each[: len(path)] == path for each in paths if each):
            continue
        if not _ANNOTATIONS.intersection(map(str, path[-2:])):
            found.append(SchemaProblem(path, _words(error), _breaks(path)))
    yield from found
    yield from _lost_references(schema)


_ANNOTATIONS = frozenset(
    {"title", "description", "$id", "$comment", "examples", "default", "readOnly", "$schema"}
)
_MEANT: Mapping[str, str] = {
    "str": "string",
    "text": "string",
    "int": "integer",
    "float": "number",
    "double": "number",
    "decimal": "number",
    "bool": "boolean",
    "dict": "object",
    "map": "object",
    "list": "array",
    "tuple": "array",
    "none": "null",
    "nil": "null",
}
_UNREAD = frozenset(
    {
        *("prefixItems", "unevaluatedItems", "unevaluatedProperties", "minContains"),
        *("maxContains", "dependentRequired", "dependentSchemas", "nullable", "discriminator"),
    }
)
_MAPS = ("properties", "patternProperties", "definitions", "$defs", "dependencies")
_SCHEMAS = ("items", "additionalProperties", "additionalItems", "not", "if", "then", "else")
_LISTS = ("allOf", "anyOf", "oneOf", "items")
_MORE = ("contains", "propertyNames")


def breaks_on(schema: Mapping[str, object], data: object) -> bool:
    """Tell whether validation of this very data fails, instead of giving a verdict."""
    from jsonschema import Draft7Validator

    try:
        list(Draft7Validator(schema).iter_errors(data))
    except Exception:  # noqa: BLE001 - whatever it is, the engine meets it too.
        return True
    return False


def _own_problems(
    schema: object, keywords: frozenset[str], path: Path = ()
) -> Iterator[SchemaProblem]:
    if not isinstance(schema, dict):
        return
    yield from _type_problems(schema.get("type"), (*path, "type"))
    pattern = schema.get("pattern")
    patterns = schema.get("patternProperties")
    if isinstance(pattern, str):
        yield from _pattern_problems(pattern, (*path, "pattern"))
    for key in patterns if isinstance(patterns, dict) else ():
        yield from _pattern_problems(key, (*path, "patternProperties", key))
    for key in schema:
        if key not in keywords:
            yield from _keyword_problems(key, keywords, (*path, key))
    for inner, inner_path in _inner(schema, path):
        yield from _own_problems(inner, keywords, inner_path)


def _inner(schema: Mapping[str, object], path: Path) -> Iterator[tuple[object, Path]]:
    for key in (*_SCHEMAS, *_MORE):
        if isinstance(schema.get(key), dict):
            yield schema[key], (*path, key)
    for key in _MAPS:
        part = schema.get(key)
        for name, inner in part.items() if isinstance(part, dict) else ():
            yield inner, (*path, key, name)
    for key in _LISTS:
        part = schema.get(key)
        for index, inner in enumerate(part) if isinstance(part, list) else ():
            yield inner, (*path, key, index)


def _type_problems(written: object, path: Path) -> Iterator[SchemaProblem]:
    names = written if isinstance(written, list) else [written]
    for index, name in enumerate(names):
        if isinstance(name, str) and name not in TYPES:
            place = (*path, index) if isinstance(written, list) else path
            message = f'"{name}" is no JSON type; there are {", ".join(TYPES)}'
            yield SchemaProblem(place, message, breaks=True, suggestion=_nearest(name, TYPES))


def _pattern_problems(pattern: str, path: Path) -> Iterator[SchemaProblem]:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        yield SchemaProblem(path, f"this is no regular expression: {error}", breaks=True)


def _keyword_problems(key: str, known: frozenset[str], path: Path) -> Iterator[SchemaProblem]:
    if key in _UNREAD:
        message = f'the engine validates by draft 7, which has no "{key}"'
        yield SchemaProblem(path, message, breaks=False)
        return
    meant = _nearest(key, known)
    if meant is not None:
        message = f'JSON Schema has no "{key}"; did you mean "{meant}"?'
        yield SchemaProblem(path, message, breaks=False, suggestion=meant)


def _nearest(word: str, known: Iterable[str]) -> str | None:
    plain = {each.lower(): each for each in known}
    meant = _MEANT.get(word.lower())
    if meant in plain:
        return meant
    close = get_close_matches(word.lower(), plain, n=1, cutoff=0.8)
    return plain[close[0]] if close else None


def _lost_references(schema: object) -> Iterator[SchemaProblem]:
    for path, target in _references(schema, ()):
        if target.startswith("#/") and not _leads_somewhere(schema, target):
            message = f'nothing stands at "{target}"'
            yield SchemaProblem((*path, "$ref"), message, breaks=True)


def _references(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, dict):
        target = value.get("$ref")
        if isinstance(target, str):
            yield path, target
        for key, inner in value.items():
            if key not in ("enum", "const", "default", "examples"):
                yield from _references(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _references(inner, (*path, index))


def _leads_somewhere(schema: object, target: str) -> bool:
    from urllib.parse import unquote

    found = schema
    for step in unquote(target[2:]).split("/"):
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(found, dict) and key in found:
            found = found[key]
        elif isinstance(found, list) and key.isdigit() and int(key) < len(found):
            found = found[int(key)]
        else:
            return False
    return True


def _breaks(path: Path) -> bool:
    # A property that calls itself required, as in draft 3, is not looked at unless it is an object.
    return path[-1:] != ("required",) or len(path) == 1


def _words(error: "ValidationError") -> str:
    shown = json.dumps(error.instance, ensure_ascii=False)
    if len(shown) > 40:  # noqa: PLR2004 - one line
        shown = f"{shown[:37]}…"
    if error.validator == "type":
        wanted = error.validator_value
        names = wanted if isinstance(wanted, list) else [wanted]
        return f"{shown} stands where {' or '.join(map(str, names))} belongs"
    return f"{shown} does not belong here"
