"""
A try block catches an error and then fails the run all the same.

The default of `error_scope` is "propagate": after the catch stages the error goes on. Only
"continue" lets the run go on.

## Example

    { "component_type": "trycatch",
      "config": { "try_stages": ["send"], "catch_stages": ["note"] } }

## Instead

    { "component_type": "trycatch",
      "config": { "try_stages": ["send"], "catch_stages": ["note"], "error_scope": "continue" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM512", severity=Severity.HINT)


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    catch = view.facts.parameter("catch_stages")
    if component is None or component.name != "trycatch" or catch is None:
        return
    if catch.value.items and view.facts.parameter("error_scope") is None:
        message = (
            'after these stages the run fails all the same, unless "error_scope" is "continue"'
        )
        yield Match(catch.member.key.span, message)
