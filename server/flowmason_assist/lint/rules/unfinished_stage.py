"""
A template reads a stage that has not finished when its own stage runs.

Templates create no order: only `depends_on` does. Without it both stages start together, the
output is not there yet, and the stage fails. Inside a loop or a try block the order of the
list counts, and a body sees what the control stage waited for.

## Example

    { "id": "fetch", "component_type": "http_request" },
    { "id": "sum", "config": { "text": "{{upstream.fetch.body}}" } }

## Instead

    { "id": "fetch", "component_type": "http_request" },
    { "id": "sum", "depends_on": ["fetch"], "config": { "text": "{{upstream.fetch.body}}" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import Outcome
from flowmason_assist.analysis.scope import Seen, State
from flowmason_assist.lint.edits import add_dependency
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM305", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for reference in view.facts.references:
        resolution = view.resolve(reference)
        seen = resolution.seen
        if resolution.outcome is not Outcome.NOT_READY or seen is None:
            continue
        if seen.state is State.STUCK or reference.template.trouble:
            continue  # What it waits for is reported where it is written.
        yield Match(reference.segment_span(1), _message(view, seen), _fix(view, seen))


def _message(view: StageView, seen: Seen) -> str:
    name = seen.stage_id
    if seen.state is State.ITSELF:
        return f'"{name}" reads its own output, which is not there before it has run'
    if seen.state is State.UNFINISHED:
        return f'"{name}" has no output while its try stages run'
    if seen.downstream:
        return f'"{name}" runs after this stage, since it waits for it'
    if _is_body(view):
        controller = view.scope.controls[0].membership.controller
        return f'"{name}" has not finished when "{controller}" runs this stage'
    return f'"{name}" has not finished when this stage runs; add it to "depends_on"'


def _fix(view: StageView, seen: Seen) -> Fix | None:
    if seen.state is not State.LATER or seen.downstream or _is_body(view):
        return None
    stage = view.facts.stage
    if any(each.value == seen.stage_id for each in stage.depends_on):
        return None
    edit = add_dependency(stage.text, stage.root, seen.stage_id)
    return Fix(f'Wait for "{seen.stage_id}"', (edit,), Applicability.SAFE)


def _is_body(view: StageView) -> bool:
    return any(each.membership.part.inline for each in view.scope.controls)
