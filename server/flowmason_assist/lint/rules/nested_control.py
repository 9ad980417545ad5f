"""
A control stage stands in the body of a loop or a try block, where it decides nothing.

The engine runs the stages of a body one after the other and looks at no decision among them: an
inner loop never repeats, an inner branch is never skipped, and their stages run outside.

## Example

    { "id": "each", "component_type": "foreach", "config": { "loop_stages": ["check"] } },
    { "id": "check", "component_type": "conditional", "depends_on": ["each"] }

## Instead

Decide before the loop, filter its items with `filter_expression`, or let one stage of the body
do what the branches would.
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.flow import CONTROLLERS
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM503", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    if component is None or component.name not in CONTROLLERS or not view.facts.mentions:
        return
    for control in view.scope.controls:
        membership = control.membership
        if membership.part.inline and membership.controller != view.facts.id:
            message = (
                f'"{component.name}" decides nothing inside "{membership.controller}": '
                "bodies run their stages one after the other"
            )
            yield Match(view.facts.stage.name_span, message)
            return
