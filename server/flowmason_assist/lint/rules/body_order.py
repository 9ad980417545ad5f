"""
The stages of a body run in another order than their dependencies ask for.

Loops and try blocks run their stages in the order of the list; `depends_on` between them
counts for nothing.

## Example

    { "id": "each", "component_type": "foreach", "config": { "loop_stages": ["send", "write"] } },
    { "id": "write", "depends_on": ["each"] },
    { "id": "send", "depends_on": ["write"] }

## Instead

    { "id": "each", "component_type": "foreach", "config": { "loop_stages": ["write", "send"] } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.flow import Membership
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM506", severity=Severity.WARNING)


def check_stage(view: StageView) -> Iterator[Match]:
    for control in view.scope.controls:
        own = control.membership
        if not own.part.inline or not own.live:
            continue
        for text in view.facts.stage.depends_on:
            others = view.scope.upstream[text.value].memberships
            if any(_runs_later(own, other) for other in others):
                message = (
                    f'"{own.controller}" runs "{text.value}" after this stage: '
                    "the order of its list counts"
                )
                yield Match(text.span, message)


def _runs_later(own: Membership, other: Membership) -> bool:
    same_body = other.controller == own.controller and other.part is own.part
    return same_body and other.index > own.index
