"""
A template reads a stage that is only by chance finished.

The stage runs in an earlier wave, but nothing here waits for it: an edit elsewhere can move it,
and other ways to run the pipeline (one stage after the other) may take another order.

## Example

    { "id": "a" }, { "id": "b" }, { "id": "c", "depends_on": ["a"] },
    { "id": "d", "depends_on": ["c"], "config": { "text": "{{upstream.b.content}}" } }

## Instead

    { "id": "d", "depends_on": ["c", "b"], "config": { "text": "{{upstream.b.content}}" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.scope import State
from flowmason_assist.lint.edits import add_dependency
from flowmason_assist.lint.rule import Fix, Match, Rule, Severity

RULE = Rule(code="FM316", severity=Severity.INFO)


def check_stage(view: StageView) -> Iterator[Match]:
    if any(control.membership.part.inline for control in view.scope.controls):
        return
    reported: set[str] = set()
    for reference in view.facts.references:
        seen = view.scope.upstream.get(reference.stage or "")
        if seen is None or seen.upstream or seen.component is None or seen.stage_id in reported:
            continue
        if seen.state not in (State.READY, State.PERHAPS_SKIPPED):
            continue
        reported.add(seen.stage_id)
        stage = view.facts.stage
        edit = add_dependency(stage.text, stage.root, seen.stage_id)
        message = f'nothing here waits for "{seen.stage_id}"; add it to "depends_on"'
        fix = Fix(f'Wait for "{seen.stage_id}"', (edit,))
        yield Match(reference.segment_span(1), message, fix)
