"""
Roles: what a token of a request is to a plan, such as `translator.to` or `filter.where:gt`.

`filter.key:gt` is the field that is compared, `.field` a field of a reference, `json_transform.old`
and `.new` the names of a renaming. `+` continues the literal of the token before, `-` is no value.
"""

import re
from collections.abc import Iterator

from flowmason_assist.assist.plan.plan import (
    Condition,
    Plan,
    Reference,
    Step,
    Test,
    Value,
    walk,
)
from flowmason_assist.assist.plan.vocabulary import Kind, vocabulary
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.slots import CLAUSES, INPUTS

NONE = "-"
MORE = "+"
CONDITION_TESTS: tuple[Test, ...] = (
    "is",
    "isnt",
    "gt",
    "ge",
    "lt",
    "le",
    "has",
    "exists",
    "missing",
)
_POINTER = re.compile(r"<(\w+)>")


def roles_of(plan: Plan, slots: Slots) -> dict[int, str]:
    """The roles of the tokens that the pointers of a plan name, by the index of the token."""
    names = {
        f"{token.kind}{token.number}": index
        for index, token in enumerate(slots.tokens)
        if token.is_slot
    }
    roles: dict[int, str] = {}
    for role, pointer in _pointers(plan):
        ends = [names[name] for name in _POINTER.findall(pointer) if name in names]
        if not ends or ends[0] in roles:
            continue
        roles[ends[0]] = role
        for index in range(ends[0] + 1, ends[-1] + 1):
            if slots.tokens[index].is_slot:
                roles.setdefault(index, MORE)
    return roles


def roles_for(component: str) -> Iterator[str]:
    """The roles that tokens may have for a component."""
    known = vocabulary()[component]
    yield f"{component}.input"
    yield f"{component}.field"
    if "case" in known.blocks:
        yield f"{component}.case"
    for setting in known.settings.values():
        if setting.takes(Kind.CONDITION):
            yield from (f"{component}.key:{test}" for test in CONDITION_TESTS)
            yield from (f"{component}.where:{test}" for test in CONDITION_TESTS)
        elif setting.name == "rename":
            yield from (f"{component}.old", f"{component}.new")
        elif setting.takes(Kind.TEXT) or setting.takes(Kind.NUMBER):
            yield f"{component}.{setting.name}"


def _pointers(plan: Plan) -> Iterator[tuple[str, str]]:
    for step in walk(plan.steps):
        yield from _of_step(step)


def _of_step(step: Step) -> Iterator[tuple[str, str]]:
    for name, values in step.settings.items():
        if not vocabulary()[step.component].settings[name].takes(Kind.WORD):
            for value in values:
                yield from (
                    (f"{step.component}.{role}", pointer) for role, pointer in _of(name, value)
                )
    yield from ((f"{step.component}.case", block.label) for block in step.blocks if block.label)


def _of(setting: str, value: Value) -> Iterator[tuple[str, str]]:
    match value:
        case Reference():
            if value.name is not None and value.name not in INPUTS:
                yield "input", value.name
            yield from (("field", field) for field in value.fields)
        case Condition():
            yield from ((f"key:{value.test}", field) for field in value.fields)
            if isinstance(value.value, str | Reference):
                yield from ((f"where:{value.test}", held) for _, held in _of("", value.value))
        case str() if setting == "rename":
            old, _, new = value.partition("<to>")
            yield "old", old
            yield "new", new
        case str() if setting not in CLAUSES:
            yield setting, value
