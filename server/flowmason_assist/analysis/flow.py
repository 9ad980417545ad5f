"""
The order in which the engine runs the stages, and which stage decides over which.

Learned from the engine's DAG executor: stages run in waves, each of which sees the results
of all earlier waves; foreach and trycatch run their bodies inside their own wave; conditional
and router only mark stages to be skipped. A control stage inside a body decides nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.catalogue.component import Role


class Part(Enum):
    """Which part of a control stage a stage belongs to."""

    LOOP = "loop_stages"
    TRY = "try_stages"
    CATCH = "catch_stages"
    FINALLY = "finally_stages"
    WHEN_TRUE = "true_branch_stages"
    WHEN_FALSE = "false_branch_stages"
    ROUTE = "routes"
    DEFAULT_ROUTE = "default_route"

    @property
    def inline(self) -> bool:
        """Tell whether the control stage itself runs the part, in its own wave."""
        return self in _INLINE

    @property
    def branch(self) -> bool:
        """Tell whether the part is skipped when the decision falls otherwise."""
        return not self.inline


_INLINE = frozenset({Part.LOOP, Part.TRY, Part.CATCH, Part.FINALLY})
_COMPLETED_INLINE = frozenset({Part.TRY, Part.FINALLY})
CONTROLLERS: Mapping[str, tuple[Part, ...]] = {
    "foreach": (Part.LOOP,),
    "trycatch": (Part.TRY, Part.CATCH, Part.FINALLY),
    "conditional": (Part.WHEN_TRUE, Part.WHEN_FALSE),
    "router": (Part.ROUTE, Part.DEFAULT_ROUTE),
}


@dataclass(frozen=True, slots=True)
class Membership:
    """
    A stage's place in a control stage.

    `index` counts the stages that the control stage lists and that exist. `live` is false when
    the control stage stands in a body itself: the engine then runs it but ignores what it
    decides.
    """

    controller: str
    part: Part
    index: int
    case: str | None
    live: bool = True

    @property
    def branch_key(self) -> tuple[str, str, str | None]:
        """Give what distinguishes one alternative of a decision from another."""
        return (self.controller, self.part.value, self.case)


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """
    The run of a pipeline, as far as it is known before it starts.

    `waves` lacks the stages that never get ready; `stuck` names those of them that crash the
    run. `done` says after which wave a stage's result is there. `unread` are the control stages
    whose lists only a run tells.
    """

    stages: Mapping[str, StageFacts]
    waves: Mapping[str, int]
    done: Mapping[str, int]
    memberships: Mapping[str, tuple[Membership, ...]]
    stuck: frozenset[str]
    cycles: tuple[tuple[str, ...], ...]
    unread: frozenset[str]
    _own: Mapping[str, int]  # The waves of the stages that get ready by themselves.

    def bodies(self, stage_id: str) -> tuple[Membership, ...]:
        """Give the bodies that run the stage; when there are none, it runs in its own wave."""
        return tuple(
            each
            for each in self.memberships.get(stage_id, ())
            if each.live
            and each.part.inline
            and each.controller in self.waves
            and each.controller != stage_id
        )

    def inline_part(self, stage_id: str) -> Membership | None:
        """Give the first body that runs the stage, or None."""
        return next(iter(self.bodies(stage_id)), None)

    def is_outside(self, stage_id: str, controller: str) -> bool:
        """Tell whether a stage runs by itself before the control stage has decided over it."""
        own = self._own.get(stage_id)
        return own is not None and own <= self.waves.get(controller, 0)

    def effective(self, stage_id: str) -> tuple[Membership, ...]:
        """Give the places of a stage at which a control stage really decides over it."""
        return tuple(
            each
            for each in self.memberships.get(stage_id, ())
            if each.live
            and each.controller in self.waves
            and not self.is_outside(stage_id, each.controller)
        )


def build_flow(stages: Iterable[StageFacts]) -> Flow:
    """Work out waves and control parts; of stages with the same id the engine keeps the last."""
    by_id = {facts.id: facts for facts in stages if facts.id is not None}
    memberships = _memberships(by_id)
    own, done = _waves(by_id, memberships)
    waiting = [stage_id for stage_id in by_id if stage_id not in done]
    if waiting and all(_always_skipped(memberships.get(each, ()), own) for each in waiting):
        last = max(own.values(), default=0) + 1
        done |= dict.fromkeys(waiting, last)
        waiting = []
    return Flow(
        stages=by_id,
        waves=done | own,
        done=done,
        memberships=memberships,
        stuck=frozenset(waiting),
        cycles=tuple(_cycles({each: by_id[each] for each in waiting})),
        unread=frozenset(stage_id for stage_id, facts in by_id.items() if _is_unread(facts)),
        _own=own,
    )


def _is_unread(facts: StageFacts) -> bool:
    lists = (Role.STAGE_IDS, Role.STAGE_MAP)
    return any(
        each.parameter.input is not None and each.parameter.input.role in lists
        for each in facts.references
    )


def _memberships(by_id: Mapping[str, StageFacts]) -> dict[str, tuple[Membership, ...]]:
    found: dict[str, list[Membership]] = defaultdict(list)
    for controller, facts in by_id.items():
        parts = CONTROLLERS.get(facts.component.name, ()) if facts.component else ()
        by_name = {part.value: part for part in parts}
        known = [each for each in facts.mentions if each.stage_id.value in by_id]
        for index, mention in enumerate(each for each in known if each.list_name in by_name):
            part = by_name[mention.list_name]
            found[mention.stage_id.value].append(Membership(controller, part, index, mention.case))
    idle = _idle(found)
    return {
        stage_id: tuple(replace(each, live=each.controller not in idle) for each in members)
        for stage_id, members in found.items()
    }


def _idle(memberships: Mapping[str, Iterable[Membership]]) -> set[str]:
    """Give the control stages in bodies, unless what holds the body stands in one itself."""
    inner: dict[str, set[str]] = defaultdict(set)
    outer: dict[str, int] = {each.controller: 0 for all_ in memberships.values() for each in all_}
    for controller in outer:
        places = memberships.get(controller, ())
        holders = {each.controller for each in places if each.part.inline} - {controller}
        outer[controller] = len(holders)
        for holder in holders:
            inner[holder].add(controller)
    idle: set[str] = set()
    settled = [controller for controller, count in outer.items() if count == 0]
    while settled:
        holder = settled.pop()
        for controller in inner[holder] - idle:
            outer[controller] -= 1
            if holder not in idle:
                idle.add(controller)
            if holder not in idle or outer[controller] == 0:
                settled.append(controller)
    return idle


def _waves(
    by_id: Mapping[str, StageFacts], memberships: Mapping[str, tuple[Membership, ...]]
) -> tuple[dict[str, int], dict[str, int]]:
    """Give the waves in which stages run by themselves, and those after which they are done."""
    missing: dict[str, int] = {}
    dependents: dict[str, list[str]] = defaultdict(list)
    for stage_id, facts in by_id.items():
        dependencies = {text.value for text in facts.stage.depends_on}
        missing[stage_id] = len(dependencies)
        for dependency in dependencies:
            dependents[dependency].append(stage_id)
    inline_results = _inline_results(memberships)
    own: dict[str, int] = {}
    done: dict[str, int] = {}
    ready = [stage_id for stage_id, count in missing.items() if count == 0]
    wave = 1
    while ready:
        completed = dict.fromkeys(ready)
        for stage_id in ready:
            own[stage_id] = wave
            completed |= dict.fromkeys(inline_results.get(stage_id, ()))
        ready = []
        for stage_id in completed:
            if stage_id in done:
                continue
            done[stage_id] = wave
            for dependent in dependents.get(stage_id, ()):
                missing[dependent] -= 1
                if missing[dependent] == 0 and dependent not in own:
                    ready.append(dependent)
        ready = [stage_id for stage_id in ready if stage_id not in done]
        wave += 1
    return own, done


def _inline_results(memberships: Mapping[str, tuple[Membership, ...]]) -> dict[str, list[str]]:
    """Give, for each trycatch, the stages whose results are there when it is done."""
    results: dict[str, list[str]] = defaultdict(list)
    for stage_id, members in memberships.items():
        for member in members:
            if member.live and member.part in _COMPLETED_INLINE:
                results[member.controller].append(stage_id)
    return results


def _always_skipped(members: tuple[Membership, ...], own: Mapping[str, int]) -> bool:
    return any(
        member.live and member.part.inline and member.controller in own for member in members
    )


def _cycles(stages: Mapping[str, StageFacts]) -> Iterable[tuple[str, ...]]:
    """Give each cycle once, as the ids along it; follows one path at a time, without recursion."""
    state: dict[str, int] = {}  # Position on the current path, or -1 when finished.
    for start in stages:
        if start in state:
            continue
        path = [start]
        state[start] = 0
        waiting = [iter(stages[start].stage.depends_on)]
        while path:
            following = next(waiting[-1], None)
            if following is None:
                state[path.pop()] = -1
                waiting.pop()
                continue
            target = following.value
            position = state.get(target)
            if position is None and target in stages:
                state[target] = len(path)
                path.append(target)
                waiting.append(iter(stages[target].stage.depends_on))
            elif position is not None and position >= 0:
                yield tuple(path[position:])
