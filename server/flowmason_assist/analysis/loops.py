"""The variables that loops put into the context, and what a stage finds in them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from flowmason_assist.analysis.flow import Flow, Part
from flowmason_assist.analysis.outputs import OutputTypes
from flowmason_assist.analysis.pasted import TRUE_WORDS
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.catalogue.types import ANY, INT, Type

_COMMON_NAMES = ("loop_item", "loop_index")


@dataclass(frozen=True, slots=True)
class LoopNames:
    """
    The context variables of loops that a stage can read.

    `inside` is true where the stage is in the body, false where the loop is over and the
    variable holds its last item. `shared` are those that other iterations overwrite before the
    stage reads them.
    """

    inside: Mapping[str, bool]
    types: Mapping[str, Type]
    shared: frozenset[str]


def loop_variables(facts: StageFacts) -> tuple[str, str]:
    """Give the names of a foreach's item and index variables."""
    item = facts.text("item_variable") or "item"
    index = facts.text("index_variable") or "index"
    return item, index


class Loops:
    """The loops of one pipeline."""

    def __init__(self, flow: Flow, types: OutputTypes) -> None:
        self._flow = flow
        self._types = types
        self._loops: dict[str, int] = {}
        self._in_wave: dict[int, list[str]] = defaultdict(list)
        for stage_id, facts in flow.stages.items():
            is_loop = facts.component is not None and facts.component.name == "foreach"
            if is_loop and stage_id in flow.waves and not flow.bodies(stage_id):
                self._loops[stage_id] = flow.waves[stage_id]
                self._in_wave[flow.waves[stage_id]].append(stage_id)

    def names(self, stage_id: str, wave: int | None, awaited: frozenset[str]) -> LoopNames:
        """Give what a stage finds that sees what was there before `wave`."""
        bodies = {each.controller: each for each in self._flow.bodies(stage_id)}
        inside: dict[str, bool] = {}
        types: dict[str, Type] = {}
        shared: set[str] = set()
        for loop, own_wave in self._loops.items():
            body = bodies.get(loop)
            is_inside = (body is not None and body.part is Part.LOOP) or loop in awaited
            if not is_inside and (wave is None or own_wave >= wave):
                continue
            names = self._names(loop)
            inside |= {name: inside.get(name, False) or is_inside for name in names}
            for name, kind in names.items():
                # Loops overwrite each other's variables, in an order that only a run tells.
                types[name] = kind if types.get(name, kind) == kind else ANY
            if body is not None and body.index > 0:
                shared |= self._overwritten(loop)
        return LoopNames(inside, types, frozenset(shared))

    def _names(self, loop: str) -> dict[str, Type]:
        item_name, index_name = loop_variables(self._flow.stages[loop])
        item = ANY if loop in self._flow.unread else self._types.loop_item(loop)
        return {item_name: item, "loop_item": item, index_name: INT, "loop_index": INT}

    def _overwritten(self, loop: str) -> set[str]:
        """Give the variables that iterations at the same time set as well."""
        names = self._names(loop).keys()
        if _is_concurrent(self._flow.stages[loop]):
            return set(names)
        others = [each for each in self._in_wave[self._loops[loop]] if each != loop]
        return {name for other in others for name in names & self._names(other).keys()}


def _is_concurrent(facts: StageFacts) -> bool:
    parallel = facts.parameter("parallel")
    most = facts.parameter("max_parallel")
    if parallel is None or (most is not None and most.value.value in (1, "1")):
        return False
    return str(parallel.value.value).lower() in TRUE_WORDS
