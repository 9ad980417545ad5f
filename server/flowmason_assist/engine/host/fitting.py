"""Made-up values brought into the shape that a pipeline reads."""

from collections.abc import Mapping
from typing import Any

from flowmason_assist.engine.json_value import Json
from flowmason_assist.engine.sample import COMBINATORS, sample_from_schema, type_name

JSON_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def completed(value: Json, schema: object) -> Json:
    """Value with the parts that the schema names and it lacks; what is there stays as it is."""
    if not isinstance(schema, Mapping):
        return value
    if isinstance(value, list):
        return [completed(element, schema.get("items")) for element in value]
    properties = schema.get("properties")
    if not isinstance(value, dict) or not isinstance(properties, Mapping):
        return value
    made = {
        name: completed(value[name], part) if name in value else sample_from_schema(part, name)
        for name, part in properties.items()
    }
    return {**value, **made}


def fitting(value: Json, schema: Mapping[str, Any], name: str = "") -> Json:
    """Value completed by the schema, or a sample in its place where its type does not fit."""
    if not schema:
        return value
    types = JSON_TYPES.get(type_name(schema), (object,))
    fits = isinstance(value, types) and (not isinstance(value, bool) or bool in types)
    return completed(value, schema) if fits else sample_from_schema(schema, name)


def enriched(schema: object, wanted: object) -> object:
    """Schema that takes from another what it leaves open, and loses nothing of its own."""
    if not isinstance(wanted, Mapping) or not wanted:
        return schema
    if not isinstance(schema, Mapping):
        return wanted
    says_nothing = not any(keyword in schema for keyword in ("type", *COMBINATORS))
    result = {**wanted, **schema} if says_nothing else dict(schema)
    expected = wanted.get("properties")
    if isinstance(expected, Mapping) and type_name(result) == "object":
        declared = result.get("properties")
        parts = declared if isinstance(declared, Mapping) and declared else expected
        result["properties"] = {
            name: enriched(part, expected.get(name)) for name, part in parts.items()
        }
    if "items" in wanted and type_name(result) == "array":
        result["items"] = enriched(result.get("items"), wanted["items"])
    return result
