"""What the keys of a pipeline file mean, in the words of its JSON Schema."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from flowmason_assist.ide.markdown import code, paragraphs, prose
from flowmason_assist.resources import folder, read

Schema = Mapping[str, Any]


def key(path: Sequence[str | int]) -> str | None:
    """Describe the key at a path from the top of the file; None when no reader knows it."""
    schema = schema_at(path)
    if schema is None or not path:
        return None
    kind = type_words(schema)
    name = code(str(path[-1]))
    return paragraphs(
        f"**{name}** · {kind}" if kind else f"**{name}**",
        prose(_description(path)),
        _default(schema),
    )


def _description(path: Sequence[str | int]) -> str:
    """Give what a schema says of a key; a part of a section has the words of the section."""
    for end in range(len(path), 0, -1):
        words = (schema_at(path[:end]) or {}).get("description")
        if words:
            return str(words)
    return ""


def schema_at(path: Sequence[str | int]) -> Schema | None:
    """Give the part of the pipeline schema for the value at a path, or None."""
    schema: Schema | None = _schema()
    for step in path:
        schema = _step(schema, step) if schema else None
    return schema


def properties_at(path: Sequence[str | int]) -> Mapping[str, Schema]:
    """Give the keys that an object at a path may have, with their schemas."""
    schema = schema_at(path)
    found = schema.get("properties", {}) if schema else {}
    return {name: _resolved(each) for name, each in found.items()}


def type_words(schema: Schema) -> str:
    """Name the type that a schema asks for; empty when it takes any."""
    names = schema.get("type", ())
    kinds = [names] if isinstance(names, str) else [each for each in names if each != "null"]
    if len(kinds) > 1 and "string" in kinds:
        kinds.remove("string")  # Text that reads as a number is taken too.
    return " or ".join(_WORDS.get(each, each) for each in kinds)


@cache
def _schema() -> Schema:
    schema: Schema = json.loads(read(folder("schemas") / "pipeline.schema.json"))
    return schema


def _step(schema: Schema, step: str | int) -> Schema | None:
    if isinstance(step, int):
        found = schema.get("items")
    else:
        found = schema.get("properties", {}).get(step, schema.get("additionalProperties"))
    return _resolved(found) if isinstance(found, Mapping) else None


def _resolved(schema: Schema) -> Schema:
    reference = schema.get("$ref")
    if reference is None:
        return schema
    target = _schema()["$defs"][reference.rpartition("/")[2]]
    return {**target, **schema}


def _default(schema: Schema) -> str:
    if "default" not in schema:
        return ""
    return f"Default: {code(json.dumps(schema['default'], ensure_ascii=False))}"


_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "array": "list",
}
