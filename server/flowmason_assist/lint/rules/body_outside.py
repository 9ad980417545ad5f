"""
A stage in a body or on a branch does not wait for its control stage.

Listing a stage is not enough: unless it also waits for the control stage, it starts at once, in
the first wave, outside the loop, whichever branch is taken, or unprotected by the try block.

## Example

    { "id": "each", "component_type": "foreach", "config": { "loop_stages": ["one"] } },
    { "id": "one", "component_type": "summarizer" }

## Instead

    { "id": "one", "component_type": "summarizer", "depends_on": ["each"] }
"""

from collections.abc import Iterator, Mapping

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.flow import Part
from flowmason_assist.analysis.scope import Control
from flowmason_assist.lint.edits import add_dependency
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM501", severity=Severity.ERROR)

_CONSEQUENCES: Mapping[Part, str] = {
    Part.LOOP: "runs outside the loop as well",
    Part.TRY: "runs unprotected as well",
    Part.CATCH: "runs even if nothing fails",
    Part.FINALLY: "runs before the others as well",
}


def check_stage(view: StageView) -> Iterator[Match]:
    stage = view.facts.stage
    for control in view.scope.controls:
        if not control.outside or not control.membership.live:
            continue
        controller = control.membership.controller
        if controller == view.facts.id:
            continue  # See self_control.
        consequence = _CONSEQUENCES.get(control.membership.part, "runs whatever is decided")
        message = f'"{view.facts.id}" does not wait for "{controller}" and {consequence}'
        member = stage.member("depends_on")
        span = member.key.span if member else stage.name_span
        holder = None if member else stage.root.span
        yield Match(span, message, _fix(view, control), holder=holder)


def _fix(view: StageView, control: Control) -> Fix | None:
    if control.awaits_this:
        return None
    stage = view.facts.stage
    controller = control.membership.controller
    edit = add_dependency(stage.text, stage.root, controller)
    return Fix(f'Wait for "{controller}"', (edit,), Applicability.UNSAFE)
