"""Values that a stage may read: where they stand, and what is known of them."""

import json
import re
from dataclasses import dataclass, replace

from flowmason_assist.assist.compile.shape import ANY, ELEMENT, Path, Shape

_PLAIN = re.compile(r"[^\W\d]\w*", re.ASCII)
_SPELLABLE = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Given:
    """
    A value, read by a template.

    `root` is the stage, input or loop variable, `fields` what is read of it. `noun` is what people
    call it. `source` is the place of a pipeline input that it is, if it is one. `guards` are the
    branches in which it was made: elsewhere it may be absent. One that `may_be_null` is null when
    a package is missing or nothing was found; a `loose` one may lack any field. With
    `alternatives` it has no place of its own: it is the one of them that there is, or, if they
    `are_joined`, all of these lists together.
    """

    root: Path
    fields: Path
    shape: Shape
    noun: str = "text"
    source: Path | None = None
    guards: tuple[str, ...] = ()
    may_be_null: bool = False
    may_be_empty: bool = False
    is_loose: bool = False
    key: str | None = None  # Where the answer stands, if a model gave an object.
    alternatives: "tuple[Given, ...]" = ()
    are_joined: bool = False

    @property
    def template(self) -> str:
        """The template that gives the value with its type."""
        return "{{" + ".".join((*self.root, *self.fields)) + "}}"

    @property
    def whole(self) -> str:
        """The template that gives all that the value is a part of."""
        return "{{" + ".".join(self.root) + "}}"

    @property
    def is_spellable(self) -> bool:
        """Whether a template can name each field."""
        return not self.alternatives and all(
            _SPELLABLE.fullmatch(name) and not name.isdigit() for name in self.fields
        )

    @property
    def stage(self) -> str | None:
        """The id of the stage that gives the value."""
        return self.root[1] if self.root[0] == "upstream" and len(self.root) > 1 else None

    def at(self, *names: str) -> "Given":
        """Give a field of the value."""
        given = self
        for name in names:
            source = None if given.source is None else (*given.source, name)
            given = replace(
                given,
                fields=(*given.fields, name),
                shape=given.shape.at(name),
                noun=name.replace("_", " "),
                source=source,
            )
        return given

    def element(self, variable: str, fields: Path, noun: str) -> "Given":
        """Give the item of a loop over this value, as it is read in the body."""
        source = None if self.source is None else (*self.source, ELEMENT)
        shape = self.shape.item or ANY
        return Given(("context", variable), fields, shape, noun, source, is_loose=self.is_loose)


@dataclass(frozen=True, slots=True)
class Literal:
    """Words of the request, or words of ours."""

    text: str


def jmespath_name(name: str) -> str:
    """Give a key as JMESPath spells it."""
    return name if _PLAIN.fullmatch(name) else json.dumps(name)


def jmespath(fields: Path) -> str:
    """Give the JMESPath of nested fields; a number is an index, `[]` every item."""
    parts: list[str] = []
    for name in fields:
        if name == ELEMENT:
            parts.append("[]")
        elif name.isdigit():
            parts.append(f"[{name}]")
        else:
            parts.append(f".{jmespath_name(name)}" if parts else jmespath_name(name))
    return "".join(parts) or "@"
