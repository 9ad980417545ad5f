"""
An expression compares or uses a value in a way that its type does not allow.

Text is neither smaller nor greater than a number, and a list has no `.get`. The engine swallows
the failure: the condition counts as false. Text never equals a number either.

## Example

    { "component_type": "conditional", "config": {
      "condition": "{{upstream.rate.content}}", "condition_expression": "value > 3" } }

## Instead

    { "component_type": "conditional", "config": {
      "condition": "{{upstream.rate.content}}", "condition_expression": "float(value) > 3" } }
"""

import ast
from collections.abc import Iterator, Mapping

from flowmason_assist.analysis.coerce import UNKNOWN, Hole, describe
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.outputs import type_of
from flowmason_assist.catalogue.types import ANY, Type
from flowmason_assist.expr.evaluated import evaluated
from flowmason_assist.expr.places import Places
from flowmason_assist.lint.expressions import conditions
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM421", severity=Severity.ERROR)

# The parameter that a variable comes from, and whether it is one item of it.
_SOURCES: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "value": (("condition", "value"), False),
    "data": (("data",), False),
    "item": (("items", "data"), True),
}
_ORDER = ast.Lt | ast.LtE | ast.Gt | ast.GtE
_PYTHON: Mapping[str, type] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "list": list,
    "dict": dict,
    "object": dict,
}


def check_stage(view: StageView) -> Iterator[Match]:
    for expression, condition in conditions(view):
        if condition.problems or condition.holes:
            continue
        types = {name: _type(view, name) for name in {use.name for use in condition.names}}
        places = Places(expression.text)
        for node, certain in evaluated(ast.parse(expression.text, mode="eval").body):
            complaint = _complaint(node, types)
            if complaint:
                message = f'"{expression.parameter.name}": {complaint}'
                severity = None if certain else Severity.WARNING
                yield Match(expression.place(places.of_node(node)), message, severity=severity)


def _type(view: StageView, name: str) -> Type:
    names, is_item = _SOURCES.get(name, ((), False))
    for each in names:
        parameter = view.facts.parameter(each)
        if parameter is None:
            continue
        value = view.value(parameter)
        if isinstance(value, Hole) and value.sample is not UNKNOWN:
            value = value.sample
        kind = type_of(value).required
        if not is_item:
            return kind
        return kind.args[0].required if kind.name == "list" and kind.args else ANY
    return ANY


def _complaint(node: ast.AST, types: Mapping[str, Type]) -> str | None:
    match node:
        case ast.Compare(left=ast.Name(id=name), ops=[op], comparators=[ast.Constant(value=other)]):
            return _comparison(types.get(name, ANY), name, op, other)
        case ast.Compare(left=ast.Constant(value=other), ops=[op], comparators=[ast.Name(id=name)]):
            return _comparison(types.get(name, ANY), name, op, other)
        case ast.Attribute(value=ast.Name(id=name), attr=attribute):
            kind = types.get(name, ANY)
            python = _PYTHON.get(kind.name)
            if python and not hasattr(python, attribute):
                return f'"{name}" is {describe(kind)} and has no "{attribute}"'
    return None


def _comparison(kind: Type, name: str, op: ast.cmpop, other: object) -> str | None:
    python = _PYTHON.get(kind.name)
    if python is None or other is None or _comparable(python, type(other)):
        return None
    if isinstance(op, _ORDER):
        return f'"{name}" is {describe(kind)}, which is neither less nor more than {other!r}'
    if isinstance(op, ast.Eq):
        return f'"{name}" is {describe(kind)}, which never equals {other!r}'
    return None


def _comparable(left: type, right: type) -> bool:
    numbers = (bool, int, float)
    return left is right or (left in numbers and right in numbers)
