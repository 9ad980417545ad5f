"""Plans whose literals are pointers into the request, as the nano model writes them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flowmason_assist.assist.plan.plan import (
    Block,
    Condition,
    Plan,
    Reference,
    Scalar,
    Step,
    Value,
    walk,
)
from flowmason_assist.assist.plan.vocabulary import Kind, vocabulary
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.pointers import Pointing, spelled
from flowmason_assist.assist.understand.tokens import number_value
from flowmason_assist.assist.understand.words import word_set

INPUTS = word_set(
    """
    text text2 items rows rows2 data url path question topic message language number key
    """
)
"""Inputs of a known kind; any other name of an input is spelled in the request."""
CLAUSES = frozenset({"task"})
"""Settings whose values are clauses rather than words of a clause."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """A plan in pointers, with the clause (from 1) that each step comes from; 0 is none."""

    plan: Plan
    clauses: tuple[int, ...] = ()


@dataclass(slots=True)
class _Writer:
    """Replaces the literals of a plan, and remembers those that nothing points at."""

    replace: Callable[[Scalar, str, int], Scalar | None]
    missed: list[str] = field(default_factory=list)
    count: int = 0

    def plan(self, plan: Plan) -> Plan:
        steps = tuple(self.step(step) for step in plan.steps)
        unmet = tuple(str(self.scalar(span, "unmet", 0)) for span in plan.unmet)
        return plan.model_copy(update={"steps": steps, "unmet": unmet})

    def step(self, step: Step) -> Step:
        number = self.count
        self.count += 1
        known = vocabulary()[step.component].settings
        settings = {
            name: values
            if known[name].takes(Kind.WORD)
            else tuple(self.value(value, name, number) for value in values)
            for name, values in step.settings.items()
        }
        blocks = tuple(self.block(block, number) for block in step.blocks)
        return step.model_copy(update={"settings": settings, "blocks": blocks})

    def block(self, block: Block, number: int) -> Block:
        label = block.label and str(self.scalar(block.label, "case", number))
        steps = tuple(self.step(step) for step in block.steps)
        return block.model_copy(update={"label": label, "steps": steps})

    def value(self, value: Value, setting: str, number: int) -> Value:
        match value:
            case Reference():
                return self.reference(value, number)
            case Condition():
                return Condition(
                    fields=self.fields(value.fields, number, "key"),
                    test=value.test,
                    value=self.reference(value.value, number)
                    if isinstance(value.value, Reference)
                    else None
                    if value.value is None
                    else self.scalar(value.value, setting, number),
                )
            case _:
                return self.scalar(value, setting, number)

    def reference(self, reference: Reference, number: int) -> Reference:
        name = reference.name
        if name is not None and name not in INPUTS:
            name = str(self.scalar(name, "input", number))
        return reference.model_copy(
            update={"name": name, "fields": self.fields(reference.fields, number)}
        )

    def fields(
        self, fields: tuple[str, ...], number: int, setting: str = "field"
    ) -> tuple[str, ...]:
        return tuple(str(self.scalar(each, setting, number)) for each in fields)

    def scalar(self, value: Scalar, setting: str, number: int) -> Scalar:
        if isinstance(value, bool):
            return value
        replaced = self.replace(value, setting, number)
        if replaced is None:
            self.missed.append(f"{setting}={value}")
            return value
        return replaced


def to_slots(plan: Plan, slots: Slots, clauses: tuple[int, ...] = ()) -> tuple[Plan, list[str]]:
    """
    Replace the literals of a plan by pointers; gives those that nothing points at as well.

    `clauses` says which clause each step comes from, to choose among places of one literal.
    """

    def point(value: Scalar, setting: str, number: int) -> str | None:
        near = clauses[number] - 1 if number < len(clauses) else 0
        pointing = Pointing(slots, near)
        if not isinstance(value, str):
            return pointing.number(value)
        if setting in CLAUSES or setting == "unmet":
            return pointing.span(value)
        return pointing.literal(value) or _old_and_new(value, pointing)

    writer = _Writer(point)
    return writer.plan(plan), writer.missed


def from_slots(plan: Plan, slots: Slots) -> tuple[Plan, list[str]]:
    """Replace the pointers of a plan by what they spell; gives those that name nothing as well."""

    def spell(value: Scalar, setting: str, number: int) -> Scalar | None:
        del number
        if not isinstance(value, str):
            return value
        if setting == "rename":
            return _spelled_pair(value, slots)
        text = spelled(value, slots)
        return text if text is None else _typed(text, value, setting)

    writer = _Writer(spell)
    return writer.plan(plan), writer.missed


def literals(plan: Plan) -> Iterator[tuple[str, Scalar]]:
    """Give every literal of a plan with the name of its setting."""
    found: list[tuple[str, Scalar]] = []

    def keep(value: Scalar, setting: str, number: int) -> Scalar:
        del number
        found.append((setting, value))
        return value

    replace_literals(plan, keep)
    yield from found


def replace_literals(plan: Plan, replace: Callable[[Scalar, str, int], Scalar | None]) -> Plan:
    """
    Give a plan with other literals.

    `replace` is given a literal, the name of its setting and how many steps stand before its own;
    a literal stays where it gives None.
    """
    return _Writer(replace).plan(plan)


def count_steps(plan: Plan) -> int:
    """The number of steps of a plan, those in bodies included."""
    return sum(1 for _ in walk(plan.steps))


def _old_and_new(value: str, pointing: Pointing) -> str | None:
    """The pointer to "old>new", of which each half stands in the request."""
    old, arrow, new = value.partition(">")
    ends = pointing.literal(old), pointing.literal(new)
    return f"{ends[0]}<to>{ends[1]}" if arrow and all(ends) else None


def _spelled_pair(pointer: str, slots: Slots) -> str | None:
    ends = [spelled(half, slots) for half in pointer.split("<to>")]
    return None if None in ends else ">".join(str(end) for end in ends)


def _typed(text: str, pointer: str, setting: str) -> Scalar:
    """A number where a number is pointed at alone, else the text."""
    if (
        not pointer.startswith("<N")
        or pointer.count("<") > 1
        or setting in {"case", "field", "key"}
    ):
        return text
    value = number_value(text)
    return text if value is None else value
