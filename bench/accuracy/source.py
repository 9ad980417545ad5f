"""Values that a stage can refer to, with what is known about them."""

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["text", "int", "float", "bool", "texts", "records", "list", "object", "any", "maybe"]

PRINTABLE: Final[tuple[Kind, ...]] = ("text", "int", "float", "bool")
STRUCTURES: Final[tuple[Kind, ...]] = ("texts", "records", "list", "object", "any")
LISTS: Final[tuple[Kind, ...]] = ("texts", "records", "list")
PRESENT: Final[tuple[Kind, ...]] = PRINTABLE + STRUCTURES
ALL_KINDS: Final[tuple[Kind, ...]] = (*PRESENT, "maybe")


class Unknown:
    """The type of `UNKNOWN`: a value that only a run can tell."""


UNKNOWN: Final = Unknown()


@dataclass(frozen=True, slots=True)
class Output:
    """One output field of a stage: its kind, and its value where that is certain."""

    kind: Kind
    known: object = UNKNOWN


@dataclass(frozen=True, slots=True)
class Source:
    """A template path with the kind of its value and the stage that must have run."""

    path: str
    kind: Kind
    stage: str | None = None
    known: object = UNKNOWN


def kind_of(value: object) -> Kind:
    """The kind of a JSON value."""
    match value:
        case None:
            return "maybe"
        case bool():
            return "bool"
        case int():
            return "int"
        case float():
            return "float"
        case str():
            return "text"
        case list():
            return _list_kind(value)
        case dict():
            return "object"
        case _:
            return "any"


def of(value: object) -> Output:
    """The output field that holds this certain value."""
    return Output(kind_of(value), value)


def _list_kind(items: list[object]) -> Kind:
    if items and all(isinstance(item, str) for item in items):
        return "texts"
    if items and all(isinstance(item, dict) for item in items):
        return "records"
    return "list"
