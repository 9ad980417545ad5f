"""What is wrong with a pipeline when certain stages stand for the steps of a plan."""

from collections.abc import Iterator, Mapping, Sequence

from bench.generation.flow import Draws
from bench.generation.jobs import decides
from bench.generation.spelled import lost_literals
from bench.generation.stages import CONTROLLERS, Pipeline, Stage
from bench.generation.steps import Placed
from flowmason_assist.assist.compile.node import Branch, Node
from flowmason_assist.assist.compile.steps import changes_world
from flowmason_assist.assist.plan.plan import Condition, Plan, Reference

MISSING = "a step is missing"
PLACE = "a step outside of its loop, branch or try block"
WIRING = "a step works on something else"
LITERAL = "words or numbers are lost"
INPUT = "an input is not used"
OUTPUT = "another result"
EXTRA = "a step that nobody asked for"
# What stands between steps and makes no difference to what is done.
_GLUE = CONTROLLERS | {"json_transform", "filter", "return"}


class Judge:
    """Holds a pipeline against a plan; `assigned` gives the stage of each step by its number."""

    def __init__(
        self, wanted: Plan, steps: Sequence[Placed], pipeline: Pipeline, assigned: Mapping[int, str]
    ) -> None:
        self._wanted = wanted
        self._steps = steps
        self._pipeline = pipeline
        self._assigned = assigned
        self._glue = [
            stage for stage in pipeline.stages.values() if stage.id not in assigned.values()
        ]
        plain = {
            assigned[step.node.number]
            for step in steps
            if step.node.number in assigned and step.node.component not in CONTROLLERS
        }
        self._draws = Draws(pipeline, frozenset(plain))

    def faults(self) -> Iterator[str]:
        """Give the kinds of faults, some more than once."""
        for step in self._steps:
            if step.node.number in self._assigned:
                yield from self._of_step(step)
            elif lost_literals(step.node, None, self._glue):
                yield LITERAL
        if not self._has_result():
            yield OUTPUT
        copies = sum(_copies(step.node) - 1 for step in self._steps)
        repeated = {self._pipeline.stages[name].said for name in self._assigned.values()}
        extra = (
            stage
            for stage in self._glue
            if stage.component not in _GLUE and stage.said not in repeated
        )
        if sum(1 for _ in extra) > copies:
            yield EXTRA

    def _of_step(self, step: Placed) -> Iterator[str]:
        stage = self._pipeline.stages[self._assigned[step.node.number]]
        if not all(self._is_under(stage, *each) for each in step.around):
            yield PLACE
        for reference in _references(step.node):
            if not self._is_read(reference, step, stage):
                yield INPUT if reference.origin == "input" else WIRING
        if lost_literals(step.node, stage, self._glue):
            yield LITERAL

    def _is_under(self, stage: Stage, controller: Node, branch: Branch) -> bool:
        """Whether a stage is where a branch says; what the compiler splits counts as one."""
        around = list(self._pipeline.around(stage.id))
        if controller.number not in self._assigned:
            return controller.component in ("trycatch", "foreach") or any(
                decides(held, self._pipeline)
                or any(
                    decides(self._pipeline.stages[name], self._pipeline)
                    for name in self._draws.of(held.id).stages
                    if name in self._pipeline.stages
                )
                for held, _, _ in around
            )
        chosen = self._pipeline.stages[self._assigned[controller.number]]
        return any(
            held.component == chosen.component
            and part in (branch.name, "case")
            and label in ((branch.label or "").lower(), "")
            for held, part, label in around
        )

    def _is_read(self, reference: Reference, step: Placed, stage: Stage) -> bool:
        names = [stage.id]
        if step.node.component == "return":
            names += [held.id for held, _, _ in self._pipeline.around(stage.id)]
        drawn = [self._draws.of(name) for name in names]
        stages = {name for each in drawn for name in each.stages}
        if reference.origin == "input":
            return any(each.inputs for each in drawn)
        if reference.origin == "item":
            # A loop with a decision in it becomes several loops.
            around = self._pipeline.around(stage.id)
            loops = {held.id for held, _, _ in around if held.component == "foreach"}
            return not loops.isdisjoint(stages)
        return bool(self._meant(reference.step) & stages)

    def _meant(self, number: int | None) -> set[str]:
        """Give the stages of a step and of those that it controls."""
        numbers = (
            step.node.number
            for step in self._steps
            if number in (step.node.number, *(node.number for node, _ in step.around))
        )
        return {self._assigned[each] for each in numbers if each in self._assigned}

    def _has_result(self) -> bool:
        last = next(step.node for step in reversed(self._steps) if not step.around)
        if not self._wanted.output and (last.branches or changes_world(last)):
            return True
        asked = [each.step for each in self._wanted.output if each.step] or [last.number]
        outputs = self._pipeline.outputs
        reached = set(outputs).union(*(self._draws.of(name).stages for name in outputs))
        return all(self._meant(number) & reached for number in asked)


def _copies(node: Node) -> int:
    number = next(iter(node.settings.get("copies", (1,))))
    return number if isinstance(number, int) else 1


def _references(node: Node) -> Iterator[Reference]:
    for values in node.settings.values():
        for value in values:
            held = value.value if isinstance(value, Condition) else value
            if isinstance(held, Reference):
                yield held
