"""The types that the engine knows, for what components take and give."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

TypeName = Literal[
    "any", "str", "int", "float", "bool", "null", "list", "dict", "object", "literal", "union"
]
Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Type:
    """
    A type as the engine's coercer and pydantic see it.

    `list` has its item in `args`; `dict` its key and value; `union` its members (`null` makes
    it optional, and a union of nothing is what JSON cannot hold, such as a tuple); `literal` its
    `values`; `object` is a dict whose keys are known (`fields`), completely so when `closed`.
    """

    name: TypeName
    args: tuple["Type", ...] = ()
    values: tuple[Scalar, ...] = ()
    fields: tuple[tuple[str, "Type"], ...] = ()
    closed: bool = False

    @property
    def nullable(self) -> bool:
        """Tell whether a value of this type may be null."""
        return self.takes_null or any(kind.name == "any" for kind in (self, *self._members))

    @property
    def takes_null(self) -> bool:
        """Tell whether the engine takes null for an input of this type; "any" refuses it."""
        return any(kind.name == "null" for kind in (self, *self._members))

    @property
    def _members(self) -> tuple["Type", ...]:
        return self.args if self.name == "union" else ()

    @property
    def required(self) -> "Type":
        """Give the type without null."""
        if self.name != "union":
            return self
        members = tuple(arg for arg in self.args if arg.name != "null")
        return members[0] if len(members) == 1 else Type("union", members)

    def field(self, name: str) -> "Type | None":
        """Give the type of a known key of an object, or None."""
        return next((kind for key, kind in self.fields if key == name), None)

    def __str__(self) -> str:
        match self.name:
            case "list" if self.args:
                return f"list of {self.args[0]}"
            case "literal":
                return " or ".join(map(json.dumps, self.values))
            case "union":
                return " or ".join(str(arg) for arg in self.args) or "nothing"
            case "object":
                return "dict"
            case _:
                return self.name


ANY = Type("any")
STR = Type("str")
INT = Type("int")
FLOAT = Type("float")
BOOL = Type("bool")
NULL = Type("null")
LIST = Type("list", (ANY,))
DICT = Type("dict", (STR, ANY))

_SIMPLE: Mapping[str, Type] = MappingProxyType(
    {kind.name: kind for kind in (ANY, STR, INT, FLOAT, BOOL, NULL)}
)


def read_type(form: str | Mapping[str, Any]) -> Type:
    """
    Give the type that a JSON form stands for.

    The forms are a name (`"str"`), `{"list": item}`, `{"dict": [key, value]}`,
    `{"union": [member, …]}`, `{"literal": [value, …]}` and `{"object": {key: type}}`, which says
    `"closed": true` when it has no other keys.
    """
    if isinstance(form, str):
        return _SIMPLE[form]
    match form:
        case {"list": item}:
            return Type("list", (read_type(item),))
        case {"dict": [key, value]}:
            return Type("dict", (read_type(key), read_type(value)))
        case {"union": members}:
            return Type("union", tuple(map(read_type, members)))
        case {"literal": values}:
            return Type("literal", values=tuple(values))
        case {"object": fields}:
            known = tuple((key, read_type(kind)) for key, kind in fields.items())
            return Type("object", fields=known, closed=form.get("closed", False))
    raise ValueError(f"not the form of a type: {form}")
