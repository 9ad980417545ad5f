"""
A stage runs although the branch that it follows was skipped.

Skipping is not passed on: a stage that waits for a skipped stage runs as soon as the skip is
noted. Only stages that the branch itself lists are left out.

## Example

    { "id": "if", "component_type": "conditional", "config": { "true_branch_stages": ["write"] } },
    { "id": "write", "depends_on": ["if"] },
    { "id": "send", "depends_on": ["write"] }

## Instead

    { "id": "if", "component_type": "conditional",
      "config": { "true_branch_stages": ["write", "send"] } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.scope import State
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM514", severity=Severity.INFO)


def check_stage(view: StageView) -> Iterator[Match]:
    if view.scope.controls:
        return
    depends_on = view.facts.stage.depends_on
    followed = [view.scope.upstream[text.value] for text in depends_on]
    branches = {
        membership.branch_key
        for seen in followed
        for membership in seen.memberships
        if membership.live and membership.part.branch
    }
    all_on_branches = bool(followed) and all(
        seen.state is State.PERHAPS_SKIPPED for seen in followed
    )
    if all_on_branches and len(branches) == 1:
        controller = next(iter(branches))[0]
        message = f'this stage runs also when "{controller}" skips what it follows'
        yield Match(depends_on[0].span, message)
