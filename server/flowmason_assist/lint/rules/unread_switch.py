"""
A key is to switch a stage off, or to make it conditional, and nothing reads it.

Every stage of the file runs unless a conditional, a router or a return decides otherwise; so
does a stage with `"enabled": false`.

## Example

    { "id": "notify", "component_type": "logger", "enabled": false,
      "config": { "message": "done" } }

## Instead

Remove the stage, or let a `conditional` decide:

    { "id": "check", "component_type": "conditional",
      "config": { "condition": "{{input.notify}}", "true_branch_stages": ["notify"] } },
    { "id": "notify", "component_type": "logger", "depends_on": ["check"],
      "config": { "message": "done" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.edits import remove_member
from flowmason_assist.lint.model_settings import SWITCHES
from flowmason_assist.lint.rule import Fix, Match, Rule, Severity

RULE = Rule(code="FM605", severity=Severity.WARNING)


def check_stage(view: StageView) -> Iterator[Match]:
    stage = view.facts.stage
    for member in stage.root.members:
        if member.name not in SWITCHES or member.value.to_python() == SWITCHES[member.name]:
            continue
        message = f'nothing reads "{member.name}": the stage runs all the same'
        edit = remove_member(stage.text, stage.root, member)
        yield Match(member.key.span, message, Fix(f'Remove "{member.name}"', (edit,)))
