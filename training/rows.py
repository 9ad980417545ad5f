"""What the linear models learn from a request and its plan, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flowmason_assist.assist.plan.places import places
from flowmason_assist.assist.plan.plan import Plan, Reference, Step, walk
from flowmason_assist.assist.plan.vocabulary import Kind, vocabulary
from flowmason_assist.assist.understand.extract import Slots, extract
from flowmason_assist.assist.understand.features import (
    StepView,
    of_clause,
    of_request,
    of_step,
    of_token,
    of_wire,
)
from flowmason_assist.assist.understand.moves import Nest, moves_of
from flowmason_assist.assist.understand.roles import MORE, NONE, roles_for, roles_of
from flowmason_assist.assist.understand.slots import to_slots
from flowmason_assist.assist.understand.wires import main_reference, wire_of
from training.align import align
from training.example import Example
from training.linear import Row


@dataclass(frozen=True, slots=True)
class Lesson:
    """A request with its plan, in pointers, and the clause of each step (from 1, 0 for none)."""

    slots: Slots
    plan: Plan
    clauses: tuple[int, ...]

    @property
    def steps(self) -> list[Step]:
        """The steps in their order, those in bodies included."""
        return list(walk(self.plan.steps))

    def asked(self, clause: int) -> frozenset[str]:
        """The components that a clause (from 0) asks for."""
        pairs = zip(self.steps, self.clauses, strict=True)
        return frozenset(step.component for step, number in pairs if number == clause + 1)


def lesson(example: Example) -> Lesson:
    """Give what can be learnt from an example."""
    slots = extract(example.request)
    clauses = align(example.plan, slots)
    return Lesson(slots, to_slots(example.plan, slots, clauses)[0], clauses)


def clause_rows(lesson: Lesson) -> Iterator[Row]:
    """
    One row a clause: the components, the fixed words and the tests that it asks for.

    Requests that are asked back about or refused say nothing of that: "put it in their language"
    asks for a translator, though the plan has none.
    """
    if not (lesson.plan.steps or lesson.plan.unmet):
        return
    asked: list[set[str]] = [set() for _ in lesson.slots.starts]
    for step, clause in zip(lesson.steps, lesson.clauses, strict=True):
        if clause:
            asked[clause - 1].update((step.component, *_words(step)))
    for number, classes in enumerate(asked):
        if any(f"<C{number + 1}>" in span for span in lesson.plan.unmet):
            classes.add("unmet")
        yield Row(frozenset(of_clause(lesson.slots, number)), classes)


def scope_rows(lesson: Lesson) -> Iterator[Row]:
    """One row: what is asked back, or why nothing is built."""
    plan = lesson.plan
    classes = {f"ask:{question}" for question in plan.questions}
    if plan.refusal:
        classes.add(f"refuse:{plan.refusal}")
    if plan.steps:
        classes.add("plan")
    yield Row(frozenset(of_request(lesson.slots)), classes)


def role_rows(lesson: Lesson) -> Iterator[Row]:
    """One row a slot: the role that it has in the plan."""
    if not lesson.plan.steps:
        return
    roles = roles_of(lesson.plan, lesson.slots)
    every = frozenset(step.component for step in lesson.steps)
    for index, token in enumerate(lesson.slots.tokens):
        if token.is_slot:
            here = lesson.asked(lesson.slots.clause_at(token.span.start))
            features = of_token(lesson.slots, index, here, every - here)
            role = roles.get(index, NONE)
            yield Row(frozenset(features), {role}, _roles_for(every) | {role})


@cache
def _roles_for(components: frozenset[str]) -> frozenset[str]:
    """The roles that tokens may have where these components are asked for."""
    return frozenset(role for name in components for role in roles_for(name)) | {NONE, MORE}


def move_rows(lesson: Lesson) -> Iterator[Row]:
    """One row a step but the first: where it stands, seen from the step before."""
    nest = Nest()
    before: tuple[str, ...] = ()
    last_clause = 0
    moves = moves_of(lesson.plan)
    for step, clause, move in zip(lesson.steps, lesson.clauses, moves, strict=True):
        number = max(clause - 1, 0)
        if before:
            view = StepView(
                step.component, number, before, last_clause, nest.block, len(nest.stack)
            )
            features = frozenset(of_step(lesson.slots, view))
            yield Row(features, {move}, {move, *nest.moves()})
        nest.add(step.component, move)
        before = (step.component, *before)
        last_clause = number


def wire_rows(lesson: Lesson) -> Iterator[Row]:
    """One row a setting that refers to something: what it refers to."""
    last: Reference | None = None
    before: tuple[str, ...] = ()
    last_clause, last_wire = 0, ""
    stand = places(lesson.plan)
    for step, place, clause in zip(lesson.steps, stand, lesson.clauses, strict=True):
        number = max(clause - 1, 0)
        block = place.block.name if place.block else ""
        view = StepView(step.component, number, before, last_clause, block, place.depth, last_wire)
        for name, setting in vocabulary()[step.component].settings.items():
            if not setting.takes(Kind.REFERENCE):
                continue
            wire = wire_of(step.settings.get(name, ()), place, last)
            features = of_wire(lesson.slots, view, name, is_first=place.is_first)
            yield Row(frozenset(features), {wire or NONE})
        first = next(
            (w for n in step.settings if (w := wire_of(step.settings[n], place, last))), ""
        )
        last_wire = first
        last = main_reference(step, place) or last
        before = (step.component, *before)
        last_clause = number


def _words(step: Step) -> Iterator[str]:
    for name, setting in vocabulary()[step.component].settings.items():
        if setting.takes(Kind.WORD):
            yield from (f"{step.component}.{name}={word}" for word in step.settings.get(name, ()))
        elif setting.takes(Kind.FLAG) and name in step.settings:
            yield f"{step.component}.{name}"
