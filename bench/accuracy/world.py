"""The input of one pipeline: values from a domain, their schema, and the paths into them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from bench.accuracy.dice import Dice
from bench.accuracy.source import UNKNOWN, Source, kind_of

BRACES: Final = ("Dear {{name}},", "{% if x %}", "use {{input.x}} here", "}}")
JSON_TYPES: Final = {
    "text": "string",
    "int": "integer",
    "float": "number",
    "bool": "boolean",
    "object": "object",
}


@dataclass(frozen=True, slots=True)
class World:
    """What a pipeline is about and what it is given."""

    domain: dict[str, Any]
    inputs: dict[str, Any]
    schema: dict[str, Any] | None
    sources: tuple[Source, ...]


def domains() -> list[dict[str, Any]]:
    """All domains that pipelines can be about."""
    text = resources.files("bench.accuracy").joinpath("domains.json").read_text("utf-8")
    loaded: list[dict[str, Any]] = json.loads(text)
    return loaded


def make(dice: Dice) -> World:
    """A domain with input values, a schema in most cases, and every path into the values."""
    domain = dice.pick(domains())
    inputs = _inputs(domain, dice)
    schema = _schema(inputs, dice) if dice.chance(0.9) else None
    paths = [*_walk("input", inputs, dice), *_surroundings(dice)]
    return World(domain, inputs, schema, tuple(paths))


def _inputs(domain: dict[str, Any], dice: Dice) -> dict[str, Any]:
    drawn: dict[str, Any] = {}
    for part, low, high in (
        ("texts", 2, 3),
        ("choices", 1, 2),
        ("numbers", 1, 2),
        ("ratios", 0, 1),
        ("flags", 1, 2),
    ):
        for key in dice.some(list(domain[part]), low, high):
            drawn[key] = dice.chance(0.5) if part == "flags" else dice.pick(domain[part][key])
    for part, probability in (("nested", 0.6), ("records", 0.75), ("labels", 0.6)):
        if dice.chance(probability):
            drawn.update(_structure(part, domain[part], dice))
    if dice.chance(0.15):
        drawn["limit"] = str(dice.number(2, 9))
    if dice.chance(0.1):
        drawn["draft_text"] = dice.pick(
            ["Dear {{name}},", "{% if x %}", "use {{input.x}} here", "}}"]
        )
    items = dice.shuffled(list(drawn.items()))
    if dice.chance(0.15):
        middle = len(items) // 2
        return {**dict(items[:middle]), "request": dict(items[middle:])}
    return dict(items)


def _structure(part: str, content: dict[str, Any], dice: Dice) -> dict[str, Any]:
    if part != "records":
        return content
    (key, columns), *_ = content.items()
    kept = dice.some(list(columns), 3, 5)
    height = min(len(column) for column in columns.values())
    return {key: [{name: columns[name][row] for name in kept} for row in range(height)]}


def _walk(path: str, value: object, dice: Dice) -> Iterator[Source]:
    if path != "input" or dice.chance(0.1):
        has_braces = isinstance(value, str) and "{" in value
        yield Source(path, kind_of(value), None, UNKNOWN if has_braces else value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(f"{path}.{key}", inner, dice)


def _surroundings(dice: Dice) -> Iterator[Source]:
    if dice.chance(0.25):
        name = dice.pick(["run_id", "pipeline_id", "pipeline_version"])
        yield Source(f"context.{name}", "text")
    if dice.chance(0.04):
        yield Source("env.PATH", "text")


def _schema(inputs: dict[str, Any], dice: Dice) -> dict[str, Any]:
    properties = {key: _property(key, value, dice) for key, value in inputs.items()}
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    if dice.chance(0.8):
        schema["required"] = [key for key in inputs if dice.chance(0.8)]
    return schema


def _property(key: str, value: object, dice: Dice) -> dict[str, Any]:
    described = {"description": f"The {key.replace('_', ' ')}"} if dice.chance(0.4) else {}
    if isinstance(value, list):
        items = {"items": _property("entry", value[0], dice)} if dice.chance(0.6) else {}
        return {"type": "array", **items, **described}
    if isinstance(value, dict) and dice.chance(0.6):
        inner = {name: _property(name, part, dice) for name, part in value.items()}
        return {"type": "object", "properties": inner, **described}
    return {"type": JSON_TYPES[kind_of(value)], **described}
