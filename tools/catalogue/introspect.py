"""What the installed engine itself says about its components."""

import importlib
import logging
import pkgutil
import tempfile
import types
import typing
from collections.abc import Iterator
from enum import Enum
from typing import Any, Literal, Union

import annotated_types
import flowmason_lab
from flowmason_core.registry import ComponentRegistry
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

Json = Any

# The registry hands out each class under this attribute; unregistered ones carry it too.
METADATA = "_flowmason_metadata"

SIMPLE = {Any: "any", str: "str", int: "int", float: "float", bool: "bool", type(None): "null"}

NOTHING: Json = {"union": []}

BOUNDS = {
    annotated_types.Ge: ("minimum", "ge"),
    annotated_types.Le: ("maximum", "le"),
    annotated_types.Gt: ("exclusive_minimum", "gt"),
    annotated_types.Lt: ("exclusive_maximum", "lt"),
    annotated_types.MinLen: ("min_length", "min_length"),
    annotated_types.MaxLen: ("max_length", "max_length"),
}


def component_classes() -> dict[str, type]:
    """Every component class that ships with the engine, by name."""
    found: dict[str, type] = {}
    for module in _modules():
        for value in vars(module).values():
            if isinstance(value, type) and METADATA in vars(value):
                found[getattr(value, METADATA)["name"]] = value
    return dict(sorted(found.items()))


def registered_names() -> set[str]:
    """The names that a pipeline can use."""
    logging.disable(logging.CRITICAL)
    # An empty folder, so that packages which somebody has installed do not count.
    with tempfile.TemporaryDirectory() as packages:
        registry = ComponentRegistry(packages_dir=packages)
        registry.auto_discover()
        return {info.component_type for info in registry.list_components()}


def facts(cls: type) -> dict[str, Json]:
    """What the class declares: kind, category, timeout, inputs and outputs."""
    metadata = getattr(cls, METADATA)
    return {
        "kind": metadata["component_kind"],
        "category": metadata["category"],
        "timeout_seconds": metadata["timeout_seconds"],
        "inputs": dict(_inputs(cls)),
        "outputs": dict(_outputs(cls)),
    }


def _modules() -> Iterator[types.ModuleType]:
    for info in pkgutil.walk_packages(flowmason_lab.__path__, "flowmason_lab."):
        yield importlib.import_module(info.name)


def _inputs(cls: Json) -> Iterator[tuple[str, Json]]:
    hints = typing.get_type_hints(cls.Input)
    for name, field in cls.Input.model_fields.items():
        fact: dict[str, Json] = {"type": type_json(hints[name], read=False)}
        if field.is_required():
            fact["required"] = True
        else:
            fact["default"] = _default(field)
        yield name, fact | _limits(field)


def _outputs(cls: Json) -> Iterator[tuple[str, Json]]:
    hints = typing.get_type_hints(cls.Output)
    for name in cls.Output.model_fields:
        yield name, {"type": type_json(hints[name], read=True)}


def type_json(hint: Json, *, read: bool) -> Json:
    """
    Turn an annotation into the JSON form of a type.

    `read` tells an output, which holds what it says, from an input, which is filled from JSON.
    """
    found: Json = typing.get_origin(hint)
    origin = found or hint
    args = typing.get_args(hint)
    inner = [type_json(arg, read=read) for arg in args if origin is not Literal]
    if origin in SIMPLE:
        form: Json = SIMPLE[origin]
    elif origin in (Union, types.UnionType):
        form = _union(inner)
    elif origin is Literal:
        form = {"literal": list(args)}
    elif origin is list:
        form = {"list": inner[0] if inner else "any"}
    elif origin is dict:
        form = {"dict": inner or ["any", "any"]}
    elif hasattr(origin, "model_fields"):
        hints = typing.get_type_hints(origin)
        form = {"object": {name: type_json(hints[name], read=read) for name in origin.model_fields}}
    elif isinstance(origin, type) and issubclass(origin, Enum):
        form = {"literal": [member.value for member in origin]}
    else:
        # JSON has no tuples, bytes or data frames, and the engine's coercer builds none.
        form = "any" if read else NOTHING
    return form


def _union(members: list[Json]) -> Json:
    kept = [member for at, member in enumerate(members) if member not in members[:at]]
    kept = [member for member in kept if member != NOTHING]
    return kept[0] if len(kept) == 1 else {"union": kept}


def _default(field: FieldInfo) -> Json:
    value = field.get_default(call_default_factory=True, validated_data={})
    if value is PydanticUndefined:
        return None
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _limits(field: FieldInfo) -> dict[str, Json]:
    limits: dict[str, Json] = {}
    for rule in field.metadata:
        key, attribute = BOUNDS.get(type(rule), ("", ""))
        if key:
            limits[key] = getattr(rule, attribute)
        elif getattr(rule, "pattern", None) is not None:
            limits["pattern"] = rule.pattern
    return limits
