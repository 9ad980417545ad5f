"""
A router has no default route.

A value that no route names takes none: every routed stage is skipped, and the run goes on.

## Example

    { "component_type": "router", "config": { "routes": { "refund": ["pay"] } } }

## Instead

    { "component_type": "router",
      "config": { "routes": { "refund": ["pay"] }, "default_route": ["ask"] } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM513", severity=Severity.HINT)


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    routes = view.facts.parameter("routes")
    if component is None or component.name != "router" or routes is None:
        return
    if view.facts.parameter("default_route") is None:
        yield Match(
            routes.member.key.span, 'a value without a route is dropped; add "default_route"'
        )
