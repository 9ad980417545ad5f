"""A pipeline that grows stage by stage, with the order that its references need."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from bench.accuracy.data import STORES, TABLES
from bench.accuracy.dice import Dice
from bench.accuracy.draft import SPACINGS, Draft
from bench.accuracy.nodes import NODES, Recipe
from bench.accuracy.operators import OPERATORS
from bench.accuracy.source import Output, Source, kind_of
from bench.accuracy.world import World

RECIPES: Final[dict[str, Recipe]] = NODES | OPERATORS | STORES | TABLES
MAX_PARTS: Final = 2
ODD_IDS: Final = (
    *("input", "upstream", "item", "0", "a", "null", "X-1", "context", "results", "7up"),
    *("generator", "output", "stages", "true", "config", "A_B-c_9", "env"),
)


@dataclass(slots=True)
class Scope:
    """
    A region of the pipeline: what stages there may refer to and whom they must wait for.

    In an inline region, a loop or a try block, stages run as soon as the controller has run, so
    they may refer only to what the controller itself waited for.
    """

    sources: list[Source]
    controller: str | None = None
    inline: bool = False
    stages: list[str] = field(default_factory=list)

    def branch(self, controller: str) -> "Scope":
        """A region that runs only if the controller says so."""
        return Scope(list(self.sources), controller)

    def body(self, controller: str, before: set[str], extra: Iterable[Source] = ()) -> "Scope":
        """A region that the controller runs by itself, where only what ran before it is known."""
        known = [one for one in self.sources if one.stage is None or one.stage in before]
        return Scope([*known, *extra], controller, inline=True)


class Builder:
    """Adds sound stages; whatever it adds runs."""

    def __init__(self, dice: Dice, world: World) -> None:
        self.dice = dice
        self.world = world
        self.stages: list[dict[str, Any]] = []
        self.root = Scope(list(world.sources))
        self.before: dict[str, set[str]] = {}
        self.made: list[Source] = []
        self.may_loop = True
        self._spacing = dice.pick(SPACINGS[:2])
        self._explicit = dice.chance(0.3)
        self._by_id: dict[str, dict[str, Any]] = {}

    def draft(self, scope: Scope) -> Draft:
        """An empty stage in the scope."""
        return Draft(self.dice, self.world, scope.sources, self._spacing)

    def simple(self, scope: Scope, names: Sequence[str] = (), after: Iterable[str] = ()) -> str:
        """Add one stage of any ordinary component, or of one of those named."""
        while True:
            name = self.dice.pick(names) if names else self._component()
            draft = self.draft(scope)
            made = RECIPES[name](draft)
            if made is not None:
                draft.needs.update(after)
                return self.add(scope, name, made.config, made.outputs, draft.needs)

    def add(
        self,
        scope: Scope,
        component: str,
        config: dict[str, Any],
        outputs: dict[str, Output],
        needs: set[str],
    ) -> str:
        """Add a stage, and its outputs to what the scope may refer to."""
        stage_id = self._new_id()
        after = self._after(scope, needs)
        self.before[stage_id] = after | set().union(*(self.before[one] for one in after))
        stage: dict[str, Any] = {"id": stage_id}
        if self.dice.chance(0.25):
            stage["name"] = stage_id.replace("_", " ").title()
        stage["component_type"] = component
        stage["config"] = config
        if after or self._explicit:
            stage["depends_on"] = self._direct(after)
        self.stages.append(stage)
        self._by_id[stage_id] = stage
        scope.stages.append(stage_id)
        made = fields(stage_id, outputs)
        scope.sources += made
        self.made += made
        return stage_id

    def component(self, stage_id: str) -> str:
        """The component of a stage that was added."""
        return str(self._by_id[stage_id]["component_type"])

    def stage_list(self, ids: Sequence[str]) -> object:
        """A list of stages as control flow takes it: as a list, seldom as JSON text."""
        return json.dumps(list(ids)) if self.dice.chance(0.03) else list(ids)

    def _component(self) -> str:
        group = self.dice.weighted([NODES, OPERATORS, STORES, TABLES], [9, 9, 1.2, 1.2])
        return self.dice.pick(list(group))

    def _after(self, scope: Scope, needs: set[str]) -> set[str]:
        after = set(needs)
        if scope.controller is not None and not self._waits_for(scope.controller, after):
            after.add(scope.controller)
        if not scope.inline and scope.stages and self.dice.chance(0.2):
            after.add(self.dice.pick(scope.stages))
        return after

    def _waits_for(self, controller: str, after: Iterable[str]) -> bool:
        return any(controller == one or controller in self.before[one] for one in after)

    def _direct(self, after: set[str]) -> list[str]:
        """Dependencies to write; some that follow from the others are left out."""
        written = [
            one
            for one in sorted(after)
            if not any(one in self.before[other] for other in after) or self.dice.chance(0.5)
        ]
        return self.dice.shuffled(written)

    def _new_id(self) -> str:
        usual: list[str] = self.world.domain["ids"]
        base = self.dice.pick(ODD_IDS) if self.dice.chance(0.1) else self.dice.pick(usual)
        number = 2
        candidate = base
        while candidate in self._by_id:
            candidate = f"{base}{self._separator()}{number}"
            number += 1
        return candidate

    def _separator(self) -> str:
        return self.dice.pick(["_", "-", ""])


def fields(stage_id: str, outputs: dict[str, Output]) -> list[Source]:
    """The sources that the outputs of a stage are, and the parts of those that are known."""
    return [
        source
        for name, output in outputs.items()
        for source in _with_parts(
            Source(f"upstream.{stage_id}.{name}", output.kind, stage_id, output.known), MAX_PARTS
        )
    ]


def _with_parts(source: Source, depth: int) -> Iterator[Source]:
    yield source
    if depth and isinstance(source.known, dict):
        for key, value in source.known.items():
            part = Source(f"{source.path}.{key}", kind_of(value), source.stage, value)
            yield from _with_parts(part, depth - 1)
