"""The catalogue: every component that we know, read from the schemas folder."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flowmason_assist.catalogue.component import (
    Component,
    Effect,
    Idle,
    Input,
    Key,
    Kind,
    ModelCall,
    NamesWhen,
    Operation,
    Others,
    Output,
    Role,
)
from flowmason_assist.catalogue.nearest import Names
from flowmason_assist.catalogue.types import read_type
from flowmason_assist.errors import ResourceError
from flowmason_assist.resources import read

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All components that are known, in the order of their names."""

    components: Mapping[str, Component]
    synonyms: Mapping[str, str]  # Wrong names that people write, and what they mean.

    def get(self, name: str) -> Component | None:
        """Give the component of exactly this name, or None."""
        return self.components.get(name)

    def nearest(self, name: str) -> str | None:
        """Give the name of the usable component that a wrong name most likely means."""
        offered = (each.name for each in self if each.registered or each.source)
        return Names(tuple(offered), self.synonyms).nearest(name)

    def with_components(self, components: Iterable[Component]) -> "Catalogue":
        """Give a catalogue that also has these; a known name keeps its meaning."""
        added = {each.name: each for each in components}
        return Catalogue(_ordered(added | dict(self.components)), self.synonyms)

    def __iter__(self) -> Iterator[Component]:
        return iter(self.components.values())

    def __len__(self) -> int:
        return len(self.components)

    def __contains__(self, name: str) -> bool:
        return name in self.components


def load_catalogue(schemas: Path) -> Catalogue:
    """Read the components that FlowMason ships from the schemas folder."""
    components: dict[str, Component] = {}
    synonyms: dict[str, str] = {}
    for path in schemas.glob("components/*.json"):
        document = _document(path)
        component = _component(document["name"], document["measured"], document["written"])
        components[component.name] = component
        synonyms |= dict.fromkeys(document["written"].get("synonyms", ()), component.name)
    if not components:
        raise ResourceError(f'no component is described in "{schemas}": reinstall flowmason-assist')
    return Catalogue(_ordered(components), MappingProxyType(synonyms))


def _ordered(components: Mapping[str, Component]) -> Mapping[str, Component]:
    return MappingProxyType({name: components[name] for name in sorted(components)})


def _document(path: Path) -> Facts:
    try:
        document: Facts = json.loads(read(path))
    except json.JSONDecodeError as error:
        raise ResourceError(f'"{path}" is not JSON: {error}') from None
    return document


def _component(name: str, measured: Facts, written: Facts) -> Component:
    call = measured.get("model_call")
    return Component(
        name=name,
        kind=Kind(measured["kind"]),
        category=measured["category"],
        description=written["description"],
        inputs=tuple(_inputs(measured["inputs"], written["inputs"])),
        outputs=tuple(_outputs(measured["outputs"], written["outputs"])),
        timeout_seconds=measured["timeout_seconds"],
        registered=measured["registered"],
        usable=written.get("usable", True),
        open_outputs=measured.get("open_outputs", False),
        model_call=ModelCall(call["temperature"], call["max_tokens"]) if call else None,
        operations=tuple(_operations(measured.get("operations", {}))),
        packages=tuple(measured.get("packages", ())),
        pitfalls=tuple(written["pitfalls"]),
        example=written.get("example"),
    )


def _inputs(measured: Facts, written: Facts) -> Iterator[Input]:
    for name, fact in measured.items():
        words = written[name]
        when = words.get("names_when")
        yield Input(
            name=name,
            type=read_type(fact["type"]),
            required=fact.get("required", False),
            default=fact.get("default"),
            description=words["description"],
            role=Role(words.get("role", "value")),
            effect=Effect(words.get("effect", fact.get("effect", "used"))),
            names=tuple(words.get("names", ())),
            minimum=fact.get("minimum"),
            maximum=fact.get("maximum"),
            exclusive_minimum=fact.get("exclusive_minimum"),
            exclusive_maximum=fact.get("exclusive_maximum"),
            lowest=words.get("lowest"),
            min_length=fact.get("min_length"),
            max_length=fact.get("max_length"),
            pattern=fact.get("pattern"),
            suggestions=tuple(words.get("suggestions", ())),
            names_when=NamesWhen(when["input"], when["value"], tuple(when["names"]))
            if when
            else None,
            others=Others(words.get("others", "free")),
            any_case=words.get("any_case", False),
            keys=tuple(_keys(words.get("keys", {}))),
            synonyms=tuple(words.get("synonyms", ())),
            idle=tuple(map(_idle, words.get("idle", ()))),
        )


def _idle(written: Facts) -> Idle:
    match written:
        case {"set": inputs}:
            return Idle("set", tuple(inputs))
        case {"unset": inputs}:
            return Idle("unset", tuple(inputs))
    return Idle("is", (written["input"],), tuple(written["is"]))


def _keys(written: Facts) -> Iterator[Key]:
    for name, words in written.items():
        yield Key(
            name=name,
            type=read_type(words["type"]),
            required=words.get("required", False),
            description=words["description"],
            suggestions=tuple(words.get("suggestions", ())),
            others=Others(words.get("others", "free")),
            accepted=tuple(words.get("accepted", ())),
        )


def _operations(measured: Facts) -> Iterator[Operation]:
    for name, fact in measured.items():
        needs = tuple(tuple(need) for need in fact.get("needs", ()))
        fills, reads = tuple(fact.get("fills", ())), tuple(fact.get("reads", ()))
        yield Operation(name, needs, fills, reads)


def _outputs(measured: Facts, written: Facts) -> Iterator[Output]:
    for name, fact in measured.items():
        words = written[name]
        yield Output(name, read_type(words.get("type", fact["type"])), words["description"])
