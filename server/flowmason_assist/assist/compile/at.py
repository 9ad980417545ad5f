"""One step on its way into the pipeline: its settings as the values that components take."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flowmason_assist.assist.compile.build import Build, Result, Scope, plain
from flowmason_assist.assist.compile.given import Given, jmespath, jmespath_name
from flowmason_assist.assist.compile.names import identifier, slug
from flowmason_assist.assist.compile.node import Node
from flowmason_assist.assist.compile.shape import ANY, ELEMENT, LIST, RECORDS, TEXT, Kind, Shape
from flowmason_assist.assist.compile.wants import Wants
from flowmason_assist.assist.plan.plan import Reference, Scalar, Value
from flowmason_assist.engine.json_value import Json

_LISTED = "to_array(not_null(@, `[]`))"
_PLACEHOLDER = re.compile(r"\$?\{+\s*(?:item\.|input\.)?(\w+)\s*\}+|:(?<=/:)([a-z]\w*)")


@dataclass(frozen=True, slots=True)
class At:
    """A step, where it is put, and what it has to wait for."""

    build: Build
    scope: Scope
    node: Node
    after: tuple[str, ...] = ()

    @property
    def wants(self) -> Wants:
        """What later steps expect of this one."""
        return self.build.wants.get(self.node.number, Wants())

    def values(self, name: str) -> tuple[Value, ...]:
        """Give what the plan says for a setting."""
        return tuple(self.node.settings.get(name, ()))

    def word(self, name: str) -> str | None:
        """Give a setting that is a literal or a fixed word."""
        return next((plain(each) for each in self.values(name) if isinstance(each, str)), None)

    def words(self, name: str) -> list[str]:
        """Give all literals of a setting."""
        return [plain(each) for each in self.values(name) if isinstance(each, str)]

    def number(self, name: str) -> float | int | None:
        """Give a setting that is a number."""
        numbers = (each for each in self.values(name) if isinstance(each, int | float))
        return next((each for each in numbers if not isinstance(each, bool)), None)

    def emit(self, name: str, config: Mapping[str, Json], component: str | None = None) -> str:
        """Add a stage for the step and give its id."""
        made = component or self.node.component
        return self.build.emit(self.scope, name, made, config, self.after)

    def given(
        self,
        stage: str,
        *fields: str,
        shape: Shape = TEXT,
        noun: str = "text",
        may_be_null: bool = False,
    ) -> Given:
        """Give an output of a stage of this step."""
        return self.build.given(
            self.scope, stage, *fields, shape=shape, noun=noun, may_be_null=may_be_null
        )

    def resolve(self, reference: Reference, *, want: str = "main") -> tuple[Given, ...]:
        """Give what a reference means; `want` is the part of a result: main, test or items."""
        found: tuple[Given, ...]
        match reference.origin:
            case "input":
                found = (self.build.input(reference.name or ""),)
            case "item" if self.scope.item is not None:
                found = (self.scope.item,)
            case "step" if (result := self.scope.results.get(reference.step or 0)) is not None:
                named = result.named.get(reference.fields[0]) if reference.fields else None
                if named is not None:
                    return (named.at(*reference.fields[1:]),)
                found = _part(result, want)
            case _:
                found = (self.build.input("data"),)
        return tuple(self._field(given, reference.fields, want) for given in found)

    def _field(self, given: Given, names: tuple[str, ...], want: str) -> Given:
        """Give a field; of a list, that of its first item for a test, else those of all."""
        shape = given.shape
        if not names or (given.source is not None and shape.kind is not Kind.LIST):
            return given.at(*names)
        match shape.kind:
            case Kind.NUMBER | Kind.FLAG:
                return given
            case Kind.TEXT:
                return self._in_json(given, names)
            case Kind.LIST if not names[0].isdigit():
                item = (shape.item or ANY).at(names[0])
                if want == "test":
                    return replace(given.at("0", *names), shape=item)
                every = given.at(ELEMENT, *names)
                return replace(every, shape=Shape(Kind.LIST, item), source=None)
            case Kind.RECORD if shape.fields and names[0] not in shape.fields:
                return self.build.bridge(self.scope, replace(given.at(*names), shape=ANY), "''")
        if given.is_loose and given.source is None:
            return self.build.bridge(self.scope, replace(given.at(*names), shape=ANY), "''")
        return given.at(*names)

    def _in_json(self, given: Given, names: tuple[str, ...]) -> Given:
        """Give a field of what a model wrote as JSON; empty if it wrote something else."""
        read = self.build.read(self.scope, given)
        config: dict[str, Json] = {
            "data": read.template,
            "jmespath_expression": f"{jmespath(names)} || ''",
        }
        stage = self.build.emit(self.scope, f"read-{slug(names[-1])}", "json_transform", config)
        noun = names[-1].replace("_", " ")
        return replace(self.given(stage, "result", shape=ANY, noun=noun), is_loose=True)

    def all(self, name: str, *, want: str = "main") -> list[Given | Scalar]:
        """Give the values of a setting: what is read, and what is written literally."""
        found: list[Given | Scalar] = []
        for value in self.values(name):
            if isinstance(value, Reference):
                found.extend(self.resolve(value, want=want))
            elif isinstance(value, str):
                found.append(plain(value))
            elif isinstance(value, int | float):
                found.append(value)
        return found

    def first(self, name: str, *, want: str = "main") -> Given | Scalar | None:
        """Give the first value of a setting."""
        return next(iter(self.all(name, want=want)), None)

    def text(self, name: str, fallback: str = "text") -> str:
        """Give a setting as one text; the input of that name where the plan says nothing."""
        found = self.all(name) or [self.build.input(fallback)]
        if len(found) == 1:
            return self.as_text(found[0])
        return "\n\n".join(self.as_section(each) for each in found)

    def as_text(self, value: Given | Scalar) -> str:
        """Give a value where only text is taken; what is no text stands behind what it is."""
        if not isinstance(value, Given):
            return str(value)
        read = self.build.read(self.scope, value, Kind.TEXT)
        shape = read.shape.kind
        is_text = shape is Kind.TEXT or (shape is Kind.ANY and value.source is not None)
        if is_text and not read.may_be_null:
            return read.template
        return f"{_headed(value.noun)}:\n{read.template}"

    def as_section(self, value: Given | Scalar) -> str:
        """Give a value as a part of a longer text."""
        if not isinstance(value, Given):
            return str(value)
        read = self.build.read(self.scope, value, Kind.TEXT)
        return f"{_headed(value.noun)}:\n{read.template}"

    def as_is(self, value: Given | Scalar) -> Json:
        """Give a value where any kind is taken, but not null."""
        if not isinstance(value, Given):
            return value
        if value.may_be_null:
            is_list = value.shape.kind is Kind.LIST
            bridged = self.build.bridge(self.scope, value, "`[]`" if is_list else "''")
            return bridged.template
        return self.build.read(self.scope, value).template

    def as_list(self, value: Given, *, surely: bool = False) -> Given:
        """
        Give a value that is a list, made into one where it is not.

        A value of any kind passes for a list, unless it has to be one `surely`.
        """
        kind = value.shape.kind
        if kind is Kind.TEXT and value.source is None:
            return self._parsed(value)
        is_one = kind in (Kind.RECORD, Kind.NUMBER, Kind.FLAG)
        surely = surely or value.is_loose
        if is_one or (surely and kind is Kind.ANY and value.source is None):
            return self.build.bridge(self.scope, value, "`[]`", _LISTED)
        if value.may_be_null:
            made = "" if kind is Kind.LIST else _LISTED
            return self.build.bridge(self.scope, value, "`[]`", made)
        read = self.build.read(self.scope, value, Kind.LIST)
        return read if read.shape.kind is Kind.LIST else replace(read, shape=LIST)

    def as_record(self, value: Given | Scalar) -> Json:
        """Give a value where an object is taken; anything else becomes a field of one."""
        if not isinstance(value, Given):
            return {"value": value}
        if value.shape.kind is Kind.RECORD and not value.may_be_null:
            return self.build.read(self.scope, value, Kind.RECORD).template
        if value.source is not None and value.shape.kind is Kind.ANY:
            return self.build.read(self.scope, value, Kind.RECORD).template
        return {identifier(value.noun, "value"): self.as_is(value)}

    def as_rows(self, value: Given) -> Given:
        """Give a list of objects; what else is in it is left out."""
        item = value.shape.item.kind if value.shape.item else Kind.ANY
        is_list = value.shape.kind is Kind.LIST or (
            value.shape.kind is Kind.ANY and not (value.may_be_null or value.is_loose)
        )
        listed = self.as_list(value, surely=bool(value.alternatives))
        is_known = is_list and item in (Kind.RECORD, Kind.ANY)
        if is_known or value.source is not None:
            return listed
        objects = self.build.bridge(self.scope, listed, path="[?type(@) == 'object']")
        return replace(objects, shape=RECORDS)

    def as_records(self, value: Given, fields: Iterable[str]) -> Given:
        """
        Give a list of objects that have these fields.

        A null anywhere in a record is more than the engine's transformers take, so of records from
        outside they get those fields only.
        """
        if value.source is not None:
            return self.as_list(value)
        names = list(dict.fromkeys(map(jmespath_name, fields)))
        there = " && ".join(f"{name} != `null`" for name in names)
        chosen = ", ".join(f"{name}: {name}" for name in names)
        path = f"{_LISTED} | [?type(@) == 'object']"
        if names:
            path += f" | [?{there}].{{{chosen}}}"
        bridged = self.build.bridge(self.scope, value, "`[]`", path)
        return replace(bridged, shape=RECORDS)

    def _parsed(self, value: Given) -> Given:
        """Give the list that a model wrote as JSON; any other text as the only item."""
        read = self.build.read(self.scope, value)
        name = f"split-{value.noun}".replace(" ", "-")
        config: dict[str, Json] = {"data": read.template, "jmespath_expression": "to_array(@)"}
        stage = self.build.emit(self.scope, name, "json_transform", config)
        return self.given(stage, "result", shape=LIST, noun=value.noun)

    def listed(self, name: str, fallback: str = "items", *, surely: bool = False) -> Given:
        """Give a setting as a list."""
        given = self.first(name, want="items")
        if not isinstance(given, Given):
            given = self.build.input(fallback)
        return self.as_list(given, surely=surely)

    def filled(self, text: str) -> str:
        """Give a URL, path or key with its placeholders read from the item or from inputs."""

        def read(match: re.Match[str]) -> str:
            name = match[1] or match[2]
            if self.scope.item is not None and self.scope.item.shape.kind is not Kind.TEXT:
                return self.build.read(self.scope, self.scope.item.at(name), Kind.TEXT).template
            return self.build.read(self.scope, self.build.input(name), Kind.TEXT).template

        return _PLACEHOLDER.sub(read, text)

    def place(self, name: str, fallback: str) -> str:
        """Give a URL, path or key."""
        found = self.first(name)
        if isinstance(found, str):
            return self.filled(found)
        if isinstance(found, Given):
            named = (each for each in ("path", "key") if each in found.shape.fields)
            found = found.at(*(each for _, each in zip(range(1), named, strict=False)))
        given = self.build.input(fallback) if found is None else found
        if not isinstance(given, Given):
            return str(given)
        is_word = given.shape.kind in (Kind.TEXT, Kind.ANY) or (
            given.shape.kind is Kind.NUMBER and given.source is not None
        )
        if not is_word:
            return self.as_text(given)
        if given.source is not None:
            self.build.uses.note_word(given.source)
        return self.build.read(self.scope, given).template

    def result(
        self,
        stage: str,
        *fields: str,
        shape: Shape = TEXT,
        noun: str = "text",
        named: Mapping[str, Shape] | None = None,
    ) -> Result:
        """Give the result of a step that is one output of one stage."""
        others = {
            field: self.given(stage, field, shape=kind, noun=field.replace("_", " "))
            for field, kind in (named or {}).items()
        }
        return Result((self.given(stage, *fields, shape=shape, noun=noun),), named=others)


def clamp(value: float, low: float, high: float) -> int:
    """Give the nearest whole number within bounds."""
    return int(min(max(value, low), high))


def nouns(values: Iterable[object]) -> str:
    """Give what the first of some values is called."""
    return next((each.noun for each in values if isinstance(each, Given)), "text")


def _part(result: Result, want: str) -> tuple[Given, ...]:
    if want == "test" and result.test is not None:
        return (result.test,)
    return result.items if want == "items" and result.items else result.main


def _headed(noun: str) -> str:
    return noun[:1].upper() + noun[1:]
