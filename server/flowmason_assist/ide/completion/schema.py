"""Keys and values that the JSON Schema of pipelines knows, beside those of components."""

from collections.abc import Iterator, Mapping
from typing import Any

from flowmason_assist.ide.completion.config import config_snippet, value_item
from flowmason_assist.ide.completion.item import Item, Rank
from flowmason_assist.ide.completion.keys import key_item
from flowmason_assist.ide.completion.site import Site
from flowmason_assist.ide.completion.values import schema_snippet
from flowmason_assist.ide.describe.key import properties_at, schema_at
from flowmason_assist.ide.describe.schema_file import type_words
from flowmason_assist.lint.suppress import KEY

_ORDER = ("id", "component_type", "depends_on", "config", "name", "input_schema", "stages")
_DATA_SCHEMA = '{ "type": "object", "properties": { "${1:name}": { "type": "${2:string}" } } }'
_SNIPPETS: Mapping[str, str] = {
    "input_schema": _DATA_SCHEMA,
    "output_schema": _DATA_SCHEMA,
    KEY: '{ "ignore": ["$1"] }',
}
_CORE_ONLY = frozenset({"timeout_ms", "retry_config", "on_error"})


def schema_keys(site: Site) -> Iterator[Item]:
    """Give the keys that the pipeline schema knows for an object, but for those of no use."""
    known = properties_at(site.schema_path)
    for name in sorted(
        known, key=lambda each: _ORDER.index(each) if each in _ORDER else len(_ORDER)
    ):
        schema = known[name]
        if name in site.present or schema.get("deprecated"):
            continue
        about = ("key", *map(str, site.schema_path), name)
        rank, detail = _standing(site, name, schema)
        value = _value(site, name, schema)
        yield key_item(site, name, value, detail=detail, rank=rank, about=about)


def schema_values(site: Site) -> Iterator[Item]:
    """Give the values that the pipeline schema names."""
    schema = schema_at(site.schema_path) or {}
    default = schema.get("default")
    options = [*schema.get("enum", ()), *schema.get("examples", ())]
    options += (True, False) if schema.get("type") == "boolean" else ()
    if default is not None and not isinstance(default, list | dict):
        options.append(default)
    about = ("key", *map(str, site.schema_path))
    for option in dict.fromkeys(options):
        words = "default" if option == default else ""
        yield value_item(site, option, words, about=about)


def _standing(site: Site, name: str, schema: Mapping[str, Any]) -> tuple[Rank, str]:
    words = type_words(schema)
    is_stage = site.path[:1] == ("stages",) and not site.stage_path
    if is_stage and name in _CORE_ONLY and not site.facts.reader.honors_timeouts:
        return Rank.LAST, ", ".join(filter(None, (words, "core library only")))
    return Rank.BEST if name in _ORDER else Rank.GOOD, words


def _value(site: Site, name: str, schema: Mapping[str, Any]) -> str:
    component = site.stage.component if site.stage and not site.stage_path else None
    if name == "config" and component is not None:
        return config_snippet(site, component, None if site.on_one_line else site.unit)
    return _SNIPPETS.get(name) or schema_snippet(schema)
