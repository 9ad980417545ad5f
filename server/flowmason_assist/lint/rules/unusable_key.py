"""
A list or an object is looked up among keys, so that the stage fails.

A router compares its value with the keys of its routes, which only text, numbers, true and false
can be. An expression may pick a part of the value first.

## Example

    { "component_type": "router",
      "config": { "value": ["de"], "routes": { "de": ["german"] } } }

## Instead

    { "component_type": "router",
      "config": { "value": "de", "routes": { "de": ["german"] } } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.coerce import Verdict, misfit
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Role
from flowmason_assist.catalogue.types import BOOL, FLOAT, INT, NULL, STR, Type
from flowmason_assist.lint.expressions import conditions
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM433", severity=Severity.ERROR)

_KEY = Type("union", (STR, INT, FLOAT, BOOL, NULL))


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        if parameter.input is None or parameter.input.role is not Role.LOOKUP:
            continue
        clash = misfit(view.value(parameter), _KEY)
        if clash is None or clash.verdict is not Verdict.NEVER or conditions(view):
            continue
        message = f'"{parameter.name}" is looked up among keys; a list or an object never is one'
        yield Match(parameter.value.span, message)
