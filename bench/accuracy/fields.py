"""The inputs and outputs of the engine's registered components, read from the engine itself."""

import logging
import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from flowmason_core.registry import ComponentRegistry

FieldKind = Literal["text", "int", "float", "bool", "choice", "list", "object", "any"]
PLAIN: Final[Mapping[object, FieldKind]] = {
    str: "text",
    int: "int",
    float: "float",
    bool: "bool",
    list: "list",
    dict: "object",
}
# Inputs that a component takes and then never looks at.
UNUSED: Final = frozenset(
    {
        "improver.max_iterations",
        "selector.explain_choice",
        "selector.top_n",
        "logger.emit_to_trace",
        "trycatch.max_retries",
        "trycatch.retry_delay_ms",
        "foreach.collect_results",
        "output_router.fail_on_error",
        "error_router.include_stack_trace",
        "filter.pass_if_missing",
        "variable_set.overwrite",
        "return.condition",
    }
)


@dataclass(frozen=True, slots=True)
class Field:
    """One input or output field."""

    name: str
    kind: FieldKind
    inner: FieldKind
    required: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class Component:
    """What a component takes and gives."""

    name: str
    inputs: Mapping[str, Field]
    outputs: Mapping[str, Field]


@cache
def components() -> Mapping[str, Component]:
    """All registered components by name."""
    logging.getLogger("flowmason_core").setLevel(logging.CRITICAL)
    registry = ComponentRegistry()
    registry.auto_discover()
    names = [info.component_type for info in registry.list_components()]
    return {name: _component(name, registry.get_component_class(name)) for name in names}


def _component(name: str, cls: Any) -> Component:  # noqa: ANN401
    return Component(name, _fields(cls.Input), _fields(cls.Output))


def _fields(model: Any) -> dict[str, Field]:  # noqa: ANN401
    hints = get_type_hints(model)
    return {
        name: _field(name, hints[name], required=info.is_required())
        for name, info in model.model_fields.items()
    }


def _field(name: str, hint: object, *, required: bool) -> Field:
    variants = _variants(hint)
    optional = type(None) in variants
    kept = [one for one in variants if one is not type(None)]
    kind = _kind(kept[0]) if len(kept) == 1 else "any"
    arguments = get_args(kept[0]) if len(kept) == 1 else ()
    inner = _kind(arguments[-1]) if arguments and kind in {"list", "object"} else "any"
    return Field(name, kind, inner, required, optional)


def _variants(hint: object) -> tuple[Any, ...]:
    if get_origin(hint) in {Union, types.UnionType}:
        return get_args(hint)
    return (hint,)


def _kind(hint: object) -> FieldKind:
    origin = get_origin(hint) or hint
    return "choice" if origin is Literal else PLAIN.get(origin, "any")
