"""
One pipeline from a chain of pipelines that inherit from each other.

The rules are those of `PipelineMerger` in flowmason_core 1.0.24, which `InheritanceResolver` uses
and no run does: a stage of the child replaces the parent's of the same id, what `overrides` says
of other stages is merged into them key by key, and inputs and tags add up. Values are those that
`json` reads. What the merger drops and a run needs, such as `sample_input`, is kept.
"""

from collections.abc import Iterable, Sequence
from typing import Any

Json = dict[str, Any]

INHERITANCE_KEYS = ("extends", "overrides", "abstract")
_SCHEMAS = ("input_schema", "output_schema")
_FALLBACKS = ("description", "category", "output_stage_id", "sample_input")
_MERGED = ("stages", "compositions", "tags", *_SCHEMAS)


def merged(chain: Sequence[Json]) -> Json:
    """
    Give the pipeline that a chain stands for, from the oldest parent to the child.

    Stages are written with `component_type` and `config`, which every reader understands.
    """
    result = {**chain[0], "stages": [_canonical(each) for each in objects(chain[0], "stages")]}
    for child in chain[1:]:
        result = _merged_two(result, child)
    return {key: value for key, value in result.items() if key not in INHERITANCE_KEYS}


def objects(holder: Json, key: str) -> list[Json]:
    """Give the objects in the list under a key, such as the stages."""
    return [each for each in _list(holder, key) if isinstance(each, dict)]


def id_of(stage: Json) -> str | None:
    """Give the id of a stage, None where it has none that is text."""
    found = stage.get("id")
    return found if isinstance(found, str) else None


def _merged_two(parent: Json, child: Json) -> Json:
    result = {key: value for key, value in child.items() if key not in _MERGED}
    for key in _FALLBACKS:
        value = child.get(key) or parent.get(key)
        if value:
            result[key] = value
    for key in _SCHEMAS:
        if key in parent or key in child:
            result[key] = _schema(_object(parent, key), _object(child, key))
    tags = dict.fromkeys([*_texts(parent, "tags"), *_texts(child, "tags")])
    if tags:
        result["tags"] = list(tags)
    parts = _replaced(objects(parent, "compositions"), objects(child, "compositions"))
    if parts:
        result["compositions"] = parts
    overrides = _object(child, "overrides")
    inherited = [_overridden(stage, overrides) for stage in objects(parent, "stages")]
    own = [_canonical(stage) for stage in objects(child, "stages")]
    result["stages"] = _replaced(inherited, own)
    return result


def _replaced(inherited: Iterable[Json], own: Sequence[Json]) -> list[Json]:
    """Give what is inherited, with the child's own in place of the same id, then the rest."""
    by_id = {id_of(each): each for each in own}
    known: set[object] = set()
    found = []
    for each in inherited:
        known.add(id_of(each))
        found.append(by_id.get(id_of(each), each))
    return found + [each for each in own if id_of(each) not in known]


def _overridden(stage: Json, overrides: Json) -> Json:
    change = _object(overrides, id_of(stage) or "")
    if not change:
        return stage
    # The engine merges into a stage in which the values stand under both names, and lets those
    # under "config" win afterwards: what an override says under "input_mapping" of a value that
    # is there already is lost. The name of the component is read from "type" only.
    doubled = {**stage, "type": stage.get("component_type"), "input_mapping": stage.get("config")}
    return _canonical(_deep(doubled, change))


def _canonical(stage: Json) -> Json:
    """Write a stage with the keys that every reader knows; the engine's core reads both forms."""
    rest = {
        key: value
        for key, value in stage.items()
        if key not in ("type", "component_type", "component", "config", "input_mapping")
    }
    component = stage.get("type") or stage.get("component_type") or stage.get("component")
    mapping, config = stage.get("input_mapping"), stage.get("config")
    if isinstance(config, dict) and isinstance(mapping, dict | None):
        config = {**(mapping or {}), **config}
    else:
        config = mapping if config is None else config
    head = {"id": rest.pop("id")} if "id" in rest else {}
    if component is not None:
        head["component_type"] = component
    return {**head, **({} if config is None else {"config": config}), **rest}


def _deep(old: Json, new: Json) -> Json:
    result = dict(old)
    for key, value in new.items():
        before = result.get(key)
        is_object = isinstance(before, dict) and isinstance(value, dict)
        result[key] = _deep(before, value) if is_object else value  # type: ignore[arg-type]
    return result


def _schema(older: Json, newer: Json) -> Json:
    result = {**older}
    properties = {**_object(older, "properties"), **_object(newer, "properties")}
    if properties:
        result["properties"] = properties
    required = dict.fromkeys([*_texts(older, "required"), *_texts(newer, "required")])
    if required:
        result["required"] = list(required)
    result["type"] = newer.get("type") or older.get("type") or "object"
    return result


def _object(holder: Json, key: str) -> Json:
    value = holder.get(key)
    return value if isinstance(value, dict) else {}


def _list(holder: Json, key: str) -> list[Any]:
    value = holder.get(key)
    return value if isinstance(value, list) else []


def _texts(holder: Json, key: str) -> list[str]:
    return [each for each in _list(holder, key) if isinstance(each, str)]
