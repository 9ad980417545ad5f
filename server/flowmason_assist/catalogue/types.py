"""The types that the engine knows, for what components take and give."""

from dataclasses import dataclass
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
    it optional); `literal` its `values`; `object` is a dict whose keys are known (`fields`),
    completely so when `closed`.
    """

    name: TypeName
    args: tuple["Type", ...] = ()
    values: tuple[Scalar, ...] = ()
    fields: tuple[tuple[str, "Type"], ...] = ()
    closed: bool = False

    @property
    def nullable(self) -> bool:
        """Tell whether null is one of the values."""
        return self.name in ("any", "null") or any(arg.name == "null" for arg in self._members)

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
                return " or ".join(f'"{value}"' for value in self.values)
            case "union":
                return " or ".join(str(arg) for arg in self.args)
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

_SIMPLE = {kind.name: kind for kind in (ANY, STR, INT, FLOAT, BOOL, NULL)}


def read_type(form: Any) -> Type:
    """
    Give the type that a JSON form stands for.

    The forms are a name (`"str"`), `{"list": item}`, `{"dict": [key, value]}`,
    `{"union": [member, …]}`, `{"literal": [value, …]}` and `{"object": {key: type}}`, which says
    `"closed": true` when it has no other keys.
    """
    if isinstance(form, str):
        return _SIMPLE[form]
    [name, inner] = next(iter(form.items()))
    match name:
        case "list":
            return Type("list", (read_type(inner),))
        case "literal":
            return Type("literal", values=tuple(inner))
        case "object":
            fields = tuple((key, read_type(kind)) for key, kind in inner.items())
            return Type("object", fields=fields, closed=form.get("closed", False))
        case _:
            return Type(name, tuple(read_type(each) for each in inner))
