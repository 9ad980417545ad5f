"""What kind of value something is, as far as the compiler knows, and what is read of inputs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flowmason_assist.engine.json_value import Json

ELEMENT = "[]"  # In a path: any item of a list.
BATCHES = "batches of"  # In a path: a list of parts of the list before.


class Kind(StrEnum):
    """What kind of value something is."""

    TEXT = "string"
    NUMBER = "number"
    FLAG = "boolean"
    LIST = "array"
    RECORD = "object"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind, with the shape of a list's items and of a record's fields where they are known."""

    kind: Kind
    item: "Shape | None" = None
    fields: Mapping[str, "Shape"] = field(default_factory=dict, hash=False)
    is_url: bool = False

    def at(self, name: str) -> "Shape":
        """Give the shape of a field."""
        return self.fields.get(name, ANY)

    def schema(self) -> dict[str, Json]:
        """Give the JSON Schema of such a value, for an input."""
        match self.kind:
            case Kind.ANY:
                return {"type": "string"}
            case Kind.LIST:
                return {"type": "array", "items": (self.item or TEXT).schema(), "minItems": 1}
            case Kind.RECORD if self.fields:
                properties: dict[str, Json] = {
                    name: shape.schema() for name, shape in self.fields.items()
                }
                required: list[Json] = list(properties)
                return {"type": "object", "properties": properties, "required": required}
        if self.kind is Kind.RECORD:
            return {"type": "object", "examples": [{"id": 1, "name": "first"}]}
        if self.is_url:
            return {"type": "string", "format": "uri"}
        return {"type": self.kind.value}


ANY = Shape(Kind.ANY)
TEXT = Shape(Kind.TEXT)
NUMBER = Shape(Kind.NUMBER)
FLAG = Shape(Kind.FLAG)
RECORD = Shape(Kind.RECORD)
RECORDS = Shape(Kind.LIST, RECORD)
TEXTS = Shape(Kind.LIST, TEXT)
LIST = Shape(Kind.LIST, ANY)

_KNOWN = {"items": LIST, "rows": RECORDS, "rows2": RECORDS, "data": RECORD, "number": NUMBER}
_STRENGTH = (Kind.NUMBER, Kind.FLAG, Kind.TEXT, Kind.RECORD, Kind.LIST)

Path = tuple[str, ...]


class Uses:
    """How inputs are read: for each path into them, as what kinds of values."""

    def __init__(self) -> None:
        self._kinds: dict[Path, set[Kind]] = {}
        self._known: dict[str, Shape] = {}
        self._words: dict[Path, bool] = {}

    def expect(self, name: str, planned: str) -> None:
        """Note what an input is that has another name in the plan."""
        self._known[name] = _KNOWN.get(planned, ANY)

    def note_word(self, path: Path, *, is_url: bool = False) -> None:
        """Note that a place of an input is read where nothing but a text works, as in a URL."""
        place = _unbatched(path)
        self._words[place] = is_url or self._words.get(place, False)

    def note(self, path: Path, kind: Kind) -> None:
        """Note that a place of an input is read."""
        self._kinds.setdefault(_unbatched(path), set()).add(kind)

    def shapes(self) -> dict[str, Shape]:
        """Give the shape of each input, in the order in which they were first read."""
        names = dict.fromkeys(path[0] for path in (*self._kinds, *self._words))
        return {name: self._shape((name,), self._known.get(name, ANY)) for name in names}

    def _shape(self, path: Path, known: Shape) -> Shape:
        below = self._below(path)
        is_record = any(name != ELEMENT for name in below) and known.kind is not Kind.LIST
        if (ELEMENT in below and not is_record) or (known.kind is Kind.LIST and not below):
            item = self._shape((*path, ELEMENT), known.item or ANY)
            return Shape(Kind.LIST, item)
        if below:
            names = [name for name in below if name != ELEMENT]
            fields = {name: self._shape((*path, name), known.at(name)) for name in names}
            return Shape(Kind.RECORD, fields=fields)
        if Kind.LIST in self._kinds.get(path, ()):
            return Shape(Kind.LIST, known.item)
        if path in self._words:
            return Shape(Kind.TEXT, is_url=self._words[path])
        return Shape(_strongest(self._kinds.get(path, ()), known))

    def _below(self, path: Path) -> list[str]:
        depth = len(path)
        found = (
            each[depth]
            for each in (*self._kinds, *self._words)
            if len(each) > depth and each[:depth] == path
        )
        return list(dict.fromkeys(found))


def _unbatched(path: Path) -> Path:
    """Give the path to the list itself for one to a part of it."""
    for at in range(len(path) - 1):
        if path[at : at + 2] == (BATCHES, ELEMENT):
            return _unbatched((*path[:at], *path[at + 2 :]))
    return path[:-1] if path[-1] == BATCHES else path


def _strongest(kinds: Iterable[Kind], known: Shape) -> Kind:
    if known.kind is not Kind.ANY:
        return known.kind
    return next((kind for kind in reversed(_STRENGTH) if kind in kinds), Kind.TEXT)
