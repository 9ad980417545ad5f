"""What a pipeline does of what a request deserves, whatever its stages are called."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from bench.generation.jobs import decides, does
from bench.generation.judge import INPUT, LITERAL, MISSING, OUTPUT, PLACE, WIRING, Judge
from bench.generation.stages import Document, Pipeline
from bench.generation.steps import Placed, placed
from flowmason_assist.assist.compile.node import nodes_of
from flowmason_assist.assist.plan.plan import Plan

_DISCONNECTED = frozenset({MISSING, PLACE, WIRING})
_UNFAITHFUL = _DISCONNECTED | {LITERAL, INPUT, OUTPUT}
_MOST_ASSIGNMENTS = 400


@dataclass(frozen=True, slots=True)
class Behavior:
    """The kinds of faults of a pipeline, each once, and the components that are missing."""

    faults: frozenset[str]
    missing: tuple[str, ...] = ()

    @property
    def has_all(self) -> bool:
        """Whether each step is there."""
        return MISSING not in self.faults

    @property
    def is_wired(self) -> bool:
        """Whether each step is there, in its place, and works on what it should."""
        return not self.faults & _DISCONNECTED

    @property
    def is_faithful(self) -> bool:
        """Whether the words, the inputs and the result are right as well."""
        return not self.faults & _UNFAITHFUL

    @property
    def is_exact(self) -> bool:
        """Whether it does this and nothing else."""
        return not self.faults


def behavior(wanted: Plan, document: Document | None) -> Behavior:
    """Hold a pipeline against the plan that its request deserves."""
    pipeline = Pipeline(document)
    steps = list(placed(nodes_of(wanted)))
    able = {
        step.node.number: _candidates(step, pipeline) for step in steps if not step.is_dissolved
    }
    found = _matched(able)
    missing = tuple(
        step.node.component
        for step in steps
        if (not _is_decided(step, pipeline) if step.is_dissolved else step.node.number not in found)
    )
    if missing or not steps:
        return Behavior(frozenset({MISSING}), missing)
    ways = islice(_assignments(list(able.items()), {}), _MOST_ASSIGNMENTS)
    judged = (frozenset(Judge(wanted, steps, pipeline, way).faults()) for way in ways)
    return Behavior(min(judged, key=lambda faults: (len(faults & _DISCONNECTED), len(faults))))


def _candidates(step: Placed, pipeline: Pipeline) -> list[str]:
    able = [stage for stage in pipeline.stages.values() if does(stage, step.node)]
    same = [stage.id for stage in able if stage.component == step.node.component]
    return [*same, *(stage.id for stage in able if stage.id not in same)]


def _is_decided(step: Placed, pipeline: Pipeline) -> bool:
    """Whether something can decide instead; a loop in a loop and errors of items need nobody."""
    if step.node.component in ("trycatch", "foreach"):
        return True
    return any(decides(stage, pipeline) for stage in pipeline.stages.values())


def _matched(able: Mapping[int, list[str]]) -> frozenset[int]:
    """Give as many steps as can have a stage of their own."""
    owner: dict[str, int] = {}

    def settles(number: int, seen: set[str]) -> bool:
        for name in able[number]:
            if name not in seen:
                seen.add(name)
                if name not in owner or settles(owner[name], seen):
                    owner[name] = number
                    return True
        return False

    for number in able:
        settles(number, set())
    return frozenset(owner.values())


def _assignments(
    able: Sequence[tuple[int, list[str]]], taken: Mapping[int, str]
) -> Iterator[Mapping[int, str]]:
    """Give the ways in which each step has a stage of its own."""
    if not able:
        yield taken
        return
    number, names = able[0]
    used = set(taken.values())
    for name in names:
        if name not in used:
            yield from _assignments(able[1:], {**taken, number: name})
