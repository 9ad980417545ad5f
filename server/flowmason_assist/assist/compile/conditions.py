"""The tests of a plan as conditions of stages, filters of lists and filters of MongoDB."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flowmason_assist.assist.compile.at import At
from flowmason_assist.assist.compile.expressions import (
    MEASURED,
    Subject,
    answer,
    expression,
    of_items,
    subscript,
)
from flowmason_assist.assist.compile.given import Given
from flowmason_assist.assist.compile.shape import ELEMENT, Kind
from flowmason_assist.assist.plan.plan import TESTS, Condition, Reference, Scalar, Test, Value
from flowmason_assist.engine.json_value import Json

Tests = Sequence[tuple[Test, Sequence[Value]]]

_MONGO = {"gt": "$gt", "ge": "$gte", "lt": "$lt", "le": "$lte", "isnt": "$ne"}


def tested(at: At) -> Tests:
    """Give the tests that a step makes of its value; that it is true, if none is written."""
    found = [(test, at.values(test)) for test in TESTS if test in at.node.settings]
    return found or [("true", ())]


def decided_kind(at: At, kind: Kind) -> Kind:
    """Give the kind of value that the tests of a step are about, if they tell."""
    tests = tested(at)
    names = {test for test, _ in tests}
    if names & set(MEASURED):
        return Kind.NUMBER
    if names & {"true", "false"}:
        return Kind.FLAG
    numbers = any(isinstance(value, int | float) for _, values in tests for value in values)
    return Kind.NUMBER if numbers and names & {"is", "isnt"} else kind


def condition(at: At, given: Given) -> tuple[Json, str | None]:
    """Give `condition` and `condition_expression` of a conditional about a value."""
    tests = tested(at)
    operands = [each for _, values in tests for each in values if isinstance(each, Reference)]
    kind = given.shape.kind
    if given.key is not None:
        read = at.build.read(at.scope, given)
        return read.template, _all(at, tests, answer("value", given.key), {})
    if operands or given.may_be_null or not given.is_spellable:
        return _together(at, tests, operands, given)
    first = tests[0][0]
    if first in ("exists", "missing") and given.fields:
        at.build.read(at.scope, given, Kind.TEXT)
        whole = Given(given.root, given.fields[:-1], given.shape, guards=given.guards)
        subject = Subject(subscript("value", given.fields[-1:], first), kind)
        return at.build.read(at.scope, whole).template, _all(at, tests, subject, {})
    read = at.build.read(at.scope, given, decided_kind(at, kind))
    if first == "true" and len(tests) == 1 and kind in (Kind.FLAG, Kind.ANY, Kind.LIST):
        return read.template, None
    return read.template, _all(at, tests, subject_of(given, "value"), {})


def item_condition(at: At, conditions: Sequence[Condition], listed: Given) -> str:
    """Give the expression of a filter about the items of a list."""
    parts: list[str] = []
    for each in conditions:
        is_number = each.test in MEASURED or isinstance(each.value, int | float)
        kind = Kind.NUMBER if is_number else Kind.TEXT
        if isinstance(each.value, bool):
            kind = Kind.FLAG
        if listed.source is not None:
            at.build.uses.note((*listed.source, ELEMENT, *each.fields), kind)
        item = listed.shape.item
        kind = Kind.ANY if each.fields or item is None else item.kind
        subject = Subject(subscript("item", each.fields, each.test), kind)
        values = () if each.value is None else (each.value,)
        parts.append(_all(at, [(each.test, values)], subject, {}))
    return of_items(" and ".join(parts) or "True")


def item_decision(at: At, subject: Subject, operands: Mapping[int, str]) -> str:
    """
    Give the expression of a filter that makes the decision of a conditional for each item.

    `operands` are expressions for what the tests compare with, by the identity of the reference.
    """
    return of_items(_all(at, tested(at), subject, operands))


def subject_of(given: Given, text: str) -> Subject:
    """Give the expression that stands for a value as the subject of tests."""
    if given.key is not None:
        return answer(text, given.key)
    is_answer = given.shape.kind is Kind.TEXT and given.source is None and given.root[0] != "input"
    return Subject(text, given.shape.kind, is_answer)


def mongo_filter(at: At, conditions: Sequence[Condition]) -> dict[str, Json] | None:
    """Give the filter of a MongoDB operation, None where nothing is asked."""
    found: dict[str, Json] = {}
    for each in conditions:
        name = ".".join(each.fields) or "value"
        value = _operand(at, each.value)
        match each.test:
            case "is":
                found[name] = value
            case "has":
                found[name] = {"$regex": value}
            case "exists":
                found[name] = {"$exists": True}
            case "missing":
                found[name] = {"$exists": False}
            case test:
                known = found.get(name)
                bounds = known if isinstance(known, dict) else {}
                found[name] = {**bounds, _MONGO.get(test, "$eq"): value}
    return found or None


def _together(
    at: At, tests: Tests, operands: Sequence[Reference], given: Given
) -> tuple[Json, str]:
    """Compare values of several places, which the expression sees as one object."""
    at.build.note_use(given, given.shape.kind)
    data: dict[str, Json] = {"value": given.whole}
    spelled: dict[int, str] = {}
    for number, reference in enumerate(operands, 1):
        data[f"operand_{number}"] = at.build.read(at.scope, at.resolve(reference)[0]).template
        spelled[id(reference)] = f"value['operand_{number}']"
    subject = Subject(subscript("value['value']", given.fields, tests[0][0]), given.shape.kind)
    return data, _all(at, tests, subject, spelled)


def _all(at: At, tests: Tests, subject: Subject, operands: Mapping[int, str]) -> str:
    return " and ".join(
        expression(
            test,
            [_spelled(at, each, subject, operands) for each in values],
            subject,
            counts_words=_counts_words(at, test, values),
        )
        for test, values in tests
    )


def _counts_words(at: At, test: Test, values: Sequence[Value]) -> bool:
    is_length = test in ("longer", "shorter") and bool(values)
    return is_length and bool(re.search(rf"\b{values[0]}\s+words?\b", at.build.request))


def _spelled(at: At, value: Value, subject: Subject, operands: Mapping[int, str]) -> str:
    if not isinstance(value, Reference):
        return subject.spelled(value)
    if id(value) in operands:
        return operands[id(value)]
    given = at.resolve(value)[0]
    kind = given.shape.kind
    is_number = Kind.NUMBER in (kind, subject.kind if kind is Kind.ANY else kind)
    read = at.build.read(at.scope, given, Kind.NUMBER if is_number else Kind.TEXT)
    if re.search(r"\bdata\b", read.template):
        # A filter of lists refuses this word, wherever it stands.
        read = at.build.bridge(at.scope, replace(read, noun="value"))
    return read.template if is_number else f"'{read.template}'"


def _operand(at: At, value: Reference | Scalar | None) -> Json:
    if isinstance(value, Reference):
        return at.build.read(at.scope, at.resolve(value)[0]).template
    return value
