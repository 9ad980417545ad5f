"""The JSON Schemas that we ship, as far as they say what keys mean."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from flowmason_assist.ide.markdown import code, paragraphs, prose
from flowmason_assist.resources import folder, read

Schema = Mapping[str, Any]
Path = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """One schema; paths lead from the top of the file that it describes."""

    root: Schema

    def at(self, path: Path) -> Schema | None:
        """Give the part of the schema for the value at a path, or None."""
        schema: Schema | None = self.root
        for step in path:
            schema = self._step(schema, step) if schema else None
        return schema

    def properties(self, path: Path) -> Mapping[str, Schema]:
        """Give the keys that an object at a path may have, with their schemas."""
        schema = self.at(path)
        found = schema.get("properties", {}) if schema else {}
        return {name: self.resolved(each) for name, each in found.items()}

    def describe(self, path: Path) -> str | None:
        """Describe the key at a path; None when no reader knows it."""
        schema = self.at(path)
        if schema is None or not path:
            return None
        kind = type_words(schema)
        name = code(str(path[-1]))
        return paragraphs(
            f"**{name}** · {kind}" if kind else f"**{name}**",
            prose(self._description(path)),
            _default(schema),
        )

    def resolved(self, schema: Schema) -> Schema:
        """Give a part of the schema with what it refers to."""
        reference = schema.get("$ref")
        if reference is None:
            return schema
        target = self.root["$defs"][reference.rpartition("/")[2]]
        return {**target, **schema}

    def _step(self, schema: Schema, step: str | int) -> Schema | None:
        if isinstance(step, int):
            found = schema.get("items")
        else:
            found = schema.get("properties", {}).get(step, schema.get("additionalProperties"))
        return self.resolved(found) if isinstance(found, Mapping) else None

    def _description(self, path: Path) -> str:
        """Give what is said of a key; a part of a section has the words of the section."""
        for end in range(len(path), 0, -1):
            words = (self.at(path[:end]) or {}).get("description")
            if words:
                return str(words)
        return ""


@cache
def schema_file(name: str) -> SchemaFile:
    """Give the schema of a kind of file: "pipeline", "project", "test"."""
    return SchemaFile(json.loads(read(folder("schemas") / f"{name}.schema.json")))


def type_words(schema: Schema) -> str:
    """Name the type that a schema asks for; empty when it takes any."""
    names = schema.get("type", ())
    kinds = [names] if isinstance(names, str) else [each for each in names if each != "null"]
    if len(kinds) > 1 and "string" in kinds:
        kinds.remove("string")  # Text that reads as a number is taken too.
    return " or ".join(_WORDS.get(each, each) for each in kinds)


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
