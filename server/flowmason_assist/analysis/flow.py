"""
The order in which the engine runs the stages, and which stage decides over which.

Learned from the engine's DAG executor: stages run in waves, each of which sees the results
of all earlier waves; foreach and trycatch run their bodies inside their own wave; conditional
and router only mark stages to be skipped. A control stage inside a body decides nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from flowmason_assist.analysis.stage_facts import StageFacts


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

    `live` is false when the control stage stands in a body itself: the engine then runs it
    but ignores what it decides.
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
    run. `done` says after which wave a stage's result is there.
    """

    stages: Mapping[str, StageFacts]
    waves: Mapping[str, int]
    done: Mapping[str, int]
    memberships: Mapping[str, tuple[Membership, ...]]
    stuck: frozenset[str]
    cycles: tuple[tuple[str, ...], ...]

    def inline_part(self, stage_id: str) -> Membership | None:
        """Give the body that runs the stage, None when the stage runs in its own wave."""
        for membership in self.memberships.get(stage_id, ()):
            if membership.live and membership.part.inline and membership.controller in self.waves:
                return membership
        return None

    def sees_wave(self, stage_id: str) -> int | None:
        """Give the wave whose predecessors the stage sees, None when it never runs."""
        inline = self.inline_part(stage_id)
        return self.waves.get(inline.controller if inline else stage_id)


def build_flow(stages: Iterable[StageFacts]) -> Flow:
    """Work out waves and control parts; of stages with the same id the engine keeps the last."""
    by_id = {facts.id: facts for facts in stages if facts.id is not None}
    memberships = _memberships(by_id)
    waves, done = _waves(by_id, memberships)
    waiting = [stage_id for stage_id in by_id if stage_id not in waves and stage_id not in done]
    if waiting and all(_always_skipped(memberships.get(each, ())) for each in waiting):
        last = max(waves.values(), default=0) + 1
        waves |= dict.fromkeys(waiting, last)
        done |= dict.fromkeys(waiting, last)
        waiting = []
    cycles = tuple(_cycles({each: by_id[each] for each in waiting}))
    return Flow(by_id, waves, done, memberships, frozenset(waiting), cycles)


def _memberships(by_id: Mapping[str, StageFacts]) -> dict[str, tuple[Membership, ...]]:
    found: dict[str, list[Membership]] = defaultdict(list)
    bodies: set[str] = set()
    for controller, facts in by_id.items():
        parts = CONTROLLERS.get(facts.component.name, ()) if facts.component else ()
        by_name = {part.value: part for part in parts}
        for index, mention in enumerate(facts.mentions):
            part = by_name.get(mention.list_name)
            if part is None or mention.stage_id.value not in by_id:
                continue
            if part.inline:
                bodies.add(mention.stage_id.value)
            membership = Membership(controller, part, index, mention.case)
            found[mention.stage_id.value].append(membership)
    return {
        stage_id: tuple(_with_life(each, bodies) for each in members)
        for stage_id, members in found.items()
    }


def _with_life(membership: Membership, bodies: set[str]) -> Membership:
    if membership.controller not in bodies:
        return membership
    return Membership(
        membership.controller, membership.part, membership.index, membership.case, live=False
    )


def _waves(
    by_id: Mapping[str, StageFacts], memberships: Mapping[str, tuple[Membership, ...]]
) -> tuple[dict[str, int], dict[str, int]]:
    missing: dict[str, int] = {}
    dependents: dict[str, list[str]] = defaultdict(list)
    for stage_id, facts in by_id.items():
        dependencies = {text.value for text in facts.stage.depends_on}
        missing[stage_id] = len(dependencies)
        for dependency in dependencies:
            dependents[dependency].append(stage_id)
    inline_results = _inline_results(memberships)
    waves: dict[str, int] = {}
    done: dict[str, int] = {}
    ready = [stage_id for stage_id, count in missing.items() if count == 0]
    wave = 1
    while ready:
        completed = dict.fromkeys(ready)
        for stage_id in ready:
            waves[stage_id] = wave
            completed |= dict.fromkeys(inline_results.get(stage_id, ()))
        ready = []
        for stage_id in completed:
            if stage_id in done:
                continue
            done[stage_id] = wave
            for dependent in dependents.get(stage_id, ()):
                missing[dependent] -= 1
                if missing[dependent] == 0 and dependent not in waves:
                    ready.append(dependent)
        ready = [stage_id for stage_id in ready if stage_id not in done]
        wave += 1
    return done | waves, done


def _inline_results(memberships: Mapping[str, tuple[Membership, ...]]) -> dict[str, list[str]]:
    """Give, for each trycatch, the stages whose results are there when it is done."""
    results: dict[str, list[str]] = defaultdict(list)
    for stage_id, members in memberships.items():
        for member in members:
            if member.live and member.part in _COMPLETED_INLINE:
                results[member.controller].append(stage_id)
    return results


def _always_skipped(members: tuple[Membership, ...]) -> bool:
    return any(member.live and member.part.inline for member in members)


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
