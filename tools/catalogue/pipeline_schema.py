"""
The JSON Schema of a pipeline file: keys written by hand, configurations from the catalogue.

It accepts what the engine's coercion accepts, so a number may be text that reads as one, and
text with a template may stand anywhere.
"""

from pathlib import Path
from typing import Any

import files

Json = Any

BASE = Path(__file__).with_name("pipeline.base.json")

TEMPLATE = r"\{\{"

TRUTH = ("true", "yes", "1", "on", "enabled", "false", "no", "0", "off", "disabled")

LIMITS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusive_minimum": "exclusiveMinimum",
    "exclusive_maximum": "exclusiveMaximum",
}


def pipeline_schema(documents: dict[str, Json]) -> Json:
    """The schema, for the components that a pipeline can use."""
    schema = files.read(BASE)
    usable = {name: each for name, each in documents.items() if each["measured"]["registered"]}
    stage = schema["$defs"]["stage"]
    known = [
        {"const": name, "description": _plain(each["written"]["description"])}
        for name, each in usable.items()
    ]
    # Packages that the user has installed bring further components.
    stage["properties"]["component_type"]["anyOf"] = [{"oneOf": known}, {"type": "string"}]
    stage["allOf"] = [_choice(name, each) for name, each in usable.items()]
    schema["$defs"] |= _scalars()
    schema["$defs"] |= {f"config.{name}": _config(each) for name, each in usable.items()}
    return schema


def _scalars() -> Json:
    """What the engine takes for a number or a boolean."""
    return {
        "int": {"type": ["integer", "boolean", "string"], "pattern": rf"[0-9]|{TEMPLATE}"},
        "float": {
            "type": ["number", "boolean", "string"],
            "pattern": rf"[0-9]|[Ii][Nn][Ff]|[Nn][Aa][Nn]|{TEMPLATE}",
        },
        "bool": {"type": ["boolean", "string"], "pattern": _words(TRUTH)},
    }


def _choice(name: str, document: Json) -> Json:
    chosen = {"properties": {"component_type": {"const": name}}, "required": ["component_type"]}
    then: Json = {"properties": {"config": {"$ref": f"#/$defs/config.{name}"}}}
    inputs = document["measured"]["inputs"]
    required = [key for key, fact in inputs.items() if fact.get("required")]
    if required:
        # What is missing may stand in `input_mapping`, which the core reader merges.
        then["if"] = {"not": {"required": ["input_mapping"]}}
        then["then"] = {"required": ["config"], "properties": {"config": {"required": required}}}
    return {"if": chosen, "then": then}


def _config(document: Json) -> Json:
    measured, written = document["measured"]["inputs"], document["written"]["inputs"]
    return {
        "title": f"Configuration of {document['name']}",
        "description": _plain(document["written"]["description"]),
        "properties": {name: _input(name, fact, written[name]) for name, fact in measured.items()},
        "patternProperties": {"^(x-|_|\\$)": True},
        "additionalProperties": False,
    }


def _input(name: str, fact: Json, words: Json) -> Json:
    schema: Json = {
        "title": name,
        "description": _plain(words["description"]),
        **_schema(fact["type"]),
    }
    if "default" in fact and fact["default"] is not None:
        schema["default"] = fact["default"]
    if words.get("suggestions"):
        schema["examples"] = words["suggestions"]
    if "ignored" in (fact.get("effect"), words.get("effect")):
        schema["deprecated"] = True
    schema |= {LIMITS[key]: fact[key] for key in LIMITS if key in fact}
    if "pattern" in fact:
        inner = fact["pattern"].removeprefix("^").removesuffix("$")
        schema["pattern"] = rf"^\s*(?:{inner})\s*$|{TEMPLATE}"
    if "min_length" in fact:
        schema["minItems"] = fact["min_length"]
    if "keys" in words:
        _holder(schema).update(_keys(words["keys"]))
    return schema


def _schema(form: Json) -> Json:
    match form:
        case "any":
            return {"not": {"type": "null"}}
        case "null":
            return {"type": "null"}
        case "str":
            return {"type": "string"}
        case "int" | "float" | "bool":
            return {"$ref": f"#/$defs/{form}"}
        case {"list": item}:
            # Unlike everything else of any type, items may be null.
            items = True if item == "any" else _schema(item)
            text = rf"^\s*\[|{TEMPLATE}"
            return {"type": ["array", "string"], "pattern": text, "items": items}
        case {"dict": [key, value]}:
            text, unchecked = r"^\s*\{", key == value == "any"
            values = True if unchecked else _schema(value)
            return {"type": ["object", "string"], "pattern": text, "additionalProperties": values}
        case {"literal": values}:
            return {"anyOf": [{"enum": values}, {"type": "string", "pattern": _words(values)}]}
        case {"union": members}:
            return _union(members)
    raise ValueError(f"not the form of a type: {form}")


def _union(members: list[Json]) -> Json:
    rest = [_schema(member) for member in members if member != "null"]
    nullable = len(rest) < len(members)
    if "any" in members:
        return {} if nullable else _schema("any")
    if not rest:
        return {"not": {}}
    if len(rest) == 1 and nullable and "type" in rest[0]:
        kinds = rest[0]["type"]
        return rest[0] | {"type": [*([kinds] if isinstance(kinds, str) else kinds), "null"]}
    return {"anyOf": [*rest, *([{"type": "null"}] if nullable else [])]}


def _plain(text: str) -> str:
    """Text without Markdown."""
    return text.replace("`", '"')


def _words(values: Json) -> str:
    """A pattern for any of some words in upper or lower case, or text with a template."""
    spelled = (
        "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else letter for letter in word)
        for word in (str(value).lower() for value in values)
    )
    return rf"^\s*({'|'.join(spelled)})\s*$|{TEMPLATE}"


def _holder(schema: Json) -> Json:
    """The part of a schema that describes the dict itself."""
    if "items" in schema:
        items: Json = schema["items"]
        return items
    return schema


def _keys(written: Json) -> Json:
    required = [name for name, words in written.items() if words.get("required")]
    properties = {
        name: {
            "title": name,
            "description": _plain(words["description"]),
            **_schema(words["type"]),
            **({"examples": words["suggestions"]} if "suggestions" in words else {}),
        }
        for name, words in written.items()
    }
    return {"properties": properties, **({"required": required} if required else {})}
