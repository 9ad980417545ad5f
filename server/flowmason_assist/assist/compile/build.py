"""The pipeline while it is made: its stages, and who waits for whom."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flowmason_assist.assist.compile.given import Given, jmespath
from flowmason_assist.assist.compile.names import identifier, item_nouns, unique
from flowmason_assist.assist.compile.shape import (
    ANY,
    LIST,
    TEXT,
    Kind,
    Shape,
    Uses,
)
from flowmason_assist.assist.compile.wants import Wants
from flowmason_assist.catalogue.load import Catalogue
from flowmason_assist.engine.json_value import Json

_UPSTREAM = re.compile(r"\{\{upstream\.([\w-]+)")
CAUGHT = -1  # Among results: the error that a catch block is about.
_OPENING = re.compile(r"\{(?=\{)")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the pipeline; lists in `config` grow while bodies are made."""

    id: str
    component: str
    config: dict[str, Json]
    depends_on: list[str]


@dataclass(frozen=True, slots=True)
class Result:
    """
    What a step gives.

    Mostly that is `main`; some give another thing to a test, or to who wants a list. `named` are
    other outputs that a request may spell.
    """

    main: tuple[Given, ...]
    test: Given | None = None
    items: tuple[Given, ...] = ()
    named: Mapping[str, Given] = field(default_factory=dict)

    @property
    def all(self) -> tuple[Given, ...]:
        """Everything that a reference may read."""
        tested = () if self.test is None else (self.test,)
        return (*self.main, *tested, *self.items, *self.named.values())


@dataclass(frozen=True, slots=True)
class Scope:
    """
    Where stages are added.

    `members` are the lists of all controllers around that name their stages; `is_inline` says that
    the engine runs them in the order of the list, so that nothing need wait. `after` are stages
    that those of the scope have to wait for.
    """

    results: dict[int, Result]
    controller: str | None = None
    members: tuple[list[Json], ...] = ()
    guards: tuple[str, ...] = ()
    item: Given | None = None
    is_inline: bool = False
    after: tuple[str, ...] = ()

    def inside(self, controller: str, branch: str, member: list[Json]) -> "Scope":
        """Give the scope of a branch."""
        return replace(
            self,
            results=dict(self.results),
            controller=controller,
            members=(*self.members, member),
            guards=(*self.guards, f"{controller}:{branch}"),
            after=(),
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is there already where stages are added: the ids of stages, and what inputs mean."""

    stages: tuple[str, ...] = ()
    given: Mapping[str, Given] = field(default_factory=dict)


class Build:
    """Collects stages."""

    def __init__(
        self,
        catalogue: Catalogue,
        request: str,
        names: Mapping[str, str],
        shapes: Mapping[str, Shape],
        wants: Mapping[int, Wants],
        around: Surroundings | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.request = request
        self.names = names
        self.shapes = shapes
        self.wants = wants
        self._around = around or Surroundings()
        self.stages: list[Stage] = []
        self.notes: dict[str, None] = {}
        self.uses = Uses()
        self._variables: set[str] = set()
        self._item_nouns = item_nouns(request)
        self._endings: list[tuple[str, tuple[str, ...]]] = []
        self._bridges: dict[tuple[object, ...], Given] = {}

    def input(self, name: str) -> Given:
        """Give an input of the pipeline, under the name that it has there."""
        if name in self._around.given:
            return self._around.given[name]
        named = self.names.get(name, name)
        shape = self.shapes.get(named, ANY)
        self.uses.expect(named, name)
        return Given(("input", named), (), shape, named.replace("_", " "), (named,))

    def item_noun(self) -> str | None:
        """Give what the request says that the next loop is about."""
        return next(self._item_nouns, None)

    def variable(self, noun: str) -> str:
        """Give a name for the items of a loop that no other loop uses, as loops run together."""
        name = unique(identifier(noun, "item"), self._variables, "_")
        self._variables.add(name)
        return name

    def note(self, text: str) -> None:
        """Say something about the pipeline to who asked for it, once."""
        self.notes[text] = None

    def emit(
        self,
        scope: Scope,
        name: str,
        component: str,
        config: Mapping[str, Json],
        after: Iterable[str] = (),
    ) -> str:
        """Add a stage and give its id; it waits for all that it reads, and for its controller."""
        plain_name = re.sub(r"[^\w-]", "", name, flags=re.ASCII).strip("-_")
        order = [*self._around.stages, *(each.id for each in self.stages)]
        stage_id = unique(plain_name or component.replace("_", "-"), order)
        kept: dict[str, Json] = {key: value for key, value in config.items() if value is not None}
        read = _UPSTREAM.findall(json.dumps(kept))
        first = [] if scope.controller is None else [scope.controller]
        waits = [*first, *read]
        if not scope.is_inline:
            waits += [*scope.after, *after, *self._ended(scope)]
        needed = set(first) | set(read)
        needed |= {each for each in waits if each not in self._ancestors(needed)}
        self.stages.append(Stage(stage_id, component, kept, sorted(needed, key=order.index)))
        if scope.is_inline:
            self._wait_for_body(scope, read)
        for member in scope.members:
            member.append(stage_id)
        return stage_id

    def end(self, stage_id: str, scope: Scope) -> None:
        """Note that the run may end at a stage, so that all later ones have to wait for it."""
        self._endings.append((stage_id, scope.guards))

    def given(
        self,
        scope: Scope,
        stage_id: str,
        *fields: str,
        shape: Shape = TEXT,
        noun: str = "text",
        may_be_null: bool = False,
    ) -> Given:
        """Give an output of a stage."""
        return Given(("upstream", stage_id), fields, shape, noun, None, scope.guards, may_be_null)

    def bridge(self, scope: Scope, given: Given, fallback: str = "", path: str = "") -> Given:
        """
        Give a value through a stage of its own that reads it with JMESPath.

        So a template can read a value in a list or in a branch that may have been left out;
        `fallback` is JMESPath for what it is then. `path` is applied to the value.
        """
        key = (
            given.alternatives,
            given.root,
            given.fields,
            fallback,
            path,
            scope.guards,
            scope.controller,
        )
        known = self._bridges.get(key)
        if known is not None:
            return known
        self.note_use(given, given.shape.kind)
        data, expression = _read(given)
        if path:
            expression = f"{expression} | {path}"
        if fallback:
            expression = f"{expression} || {fallback}"
        config: dict[str, Json] = {
            "data": data,
            "jmespath_expression": expression,
        }
        name = f"read-{given.noun}".replace(" ", "-").replace("_", "-")
        stage = self.emit(scope, name, "json_transform", config)
        shape = LIST if fallback == "`[]`" and given.shape.kind is not Kind.LIST else given.shape
        made = self.given(scope, stage, "result", shape=shape, noun=given.noun)
        made = replace(made, is_loose=given.source is None)
        self._bridges[key] = made
        return made

    def read(self, scope: Scope, given: Given, kind: Kind = Kind.ANY) -> Given:
        """Give a value so that its template can be written here, and note how it is used."""
        is_certain = set(given.guards) <= set(scope.guards)
        if given.is_spellable and is_certain:
            self.note_use(given, kind)
            return given
        is_list = kind is Kind.LIST or given.shape.kind is Kind.LIST
        is_certain = is_certain and not given.may_be_null
        return self.bridge(scope, given, "`[]`" if is_list else "" if is_certain else "''")

    def note_use(self, given: Given, kind: Kind) -> None:
        """Note that a value is read, if it is an input of the pipeline."""
        if given.source is not None:
            self.uses.note(given.source, kind)

    def _wait_for_body(self, scope: Scope, read: Iterable[str]) -> None:
        """Let a controller wait for what its body reads: it runs the body without waiting."""
        stages = {stage.id: stage for stage in self.stages}
        waits = stages[scope.controller or ""].depends_on
        outside = (
            each
            for each in read
            if each != scope.controller
            and (each not in stages or scope.controller not in stages[each].depends_on)
        )
        waits.extend(each for each in dict.fromkeys(outside) if each not in waits)

    def _ancestors(self, ids: set[str]) -> set[str]:
        """Give what some stages wait for, themselves included."""
        found = set(ids)
        for stage in reversed(self.stages):
            if stage.id in found:
                found.update(stage.depends_on)
        return found

    def _ended(self, scope: Scope) -> Sequence[str]:
        taken = dict(map(_parts, scope.guards))
        return [
            stage_id
            for stage_id, guards in self._endings
            if all(
                taken.get(controller, branch) == branch
                for controller, branch in map(_parts, guards)
            )
        ]


def _parts(guard: str) -> tuple[str, str]:
    controller, _, branch = guard.partition(":")
    return controller, branch


def _read(given: Given) -> tuple[dict[str, Json], str]:
    if not given.alternatives:
        return {"value": given.whole}, jmespath(("value", *given.fields))
    named = {f"part_{number}": each for number, each in enumerate(given.alternatives, 1)}
    data: dict[str, Json] = {name: each.whole for name, each in named.items()}
    paths = [jmespath((name, *each.fields)) for name, each in named.items()]
    one = f"[{', '.join(paths)}][]" if given.are_joined else " || ".join(paths)
    below = jmespath(given.fields)
    joint = "" if below.startswith("[") else "."
    return data, f"({one}){joint}{below}" if given.fields else one


def plain(text: str) -> str:
    """Give words of a request as text in which the engine sees no template."""
    return _OPENING.sub("{ ", text)
