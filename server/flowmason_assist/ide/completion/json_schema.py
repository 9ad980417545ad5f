"""Keywords of JSON Schema, where an input of a component takes a schema."""

import json
from collections.abc import Iterator, Mapping

from flowmason_assist.analysis.schema import TYPES
from flowmason_assist.catalogue.component import Role
from flowmason_assist.ide.completion.config import parameter_input, value_item
from flowmason_assist.ide.completion.item import Item, Rank, choice
from flowmason_assist.ide.completion.keys import key_item
from flowmason_assist.ide.completion.site import Site

_TYPE = choice(1, map(json.dumps, TYPES))
_TYPE_OF_PROPERTY = choice(2, map(json.dumps, TYPES))
_KEYWORDS: Mapping[str, str] = {
    "type": _TYPE,
    "properties": f'{{ "${{1:name}}": {{ "type": {_TYPE_OF_PROPERTY} }} }}',
    "required": '["$1"]',
    "items": f'{{ "type": {_TYPE} }}',
    "enum": '["$1"]',
    "additionalProperties": choice(1, ("false", "true")),
    "minimum": "${1:0}",
    "maximum": "${1:100}",
    "minLength": "${1:1}",
    "maxLength": "${1:100}",
    "minItems": "${1:1}",
    "maxItems": "${1:10}",
    "pattern": '"$1"',
    "description": '"$1"',
}
_COMMON = ("type", "properties", "required", "items", "enum")


def in_json_schema(site: Site) -> bool:
    """Tell whether the place is in a JSON Schema that a component is given."""
    known = parameter_input(site)
    return known is not None and known.role is Role.JSON_SCHEMA


def schema_keywords(site: Site) -> Iterator[Item]:
    """Give the keywords that a schema does not have yet; names of properties are free."""
    if site.path[-1] == "properties":
        return
    for name, value in _KEYWORDS.items():
        if name not in site.present:
            yield key_item(site, name, value, rank=Rank.BEST if name in _COMMON else Rank.PLAIN)


def keyword_values(site: Site) -> Iterator[Item]:
    """Give the types, and the names of properties that may be required."""
    match site.path[-2:]:
        case (_, "type"):
            yield from (value_item(site, each) for each in TYPES)
        case ("required", int()):
            yield from (value_item(site, each) for each in _property_names(site))


def _property_names(site: Site) -> list[str]:
    """Give the properties of the schema whose required ones are listed."""
    node = site.stage.stage.root if site.stage else None
    for step in site.stage_path[:-2]:
        node = node.get(str(step)) if node else None
    properties = node.get("properties") if node else None
    listed = {each.text for each in site.holder.items} if site.holder else set()
    members = properties.members if properties else ()
    return [each.name for each in members if each.name not in listed]
