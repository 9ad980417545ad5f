"""
A template reads a context variable that is not there.

The context holds `run_id`, `pipeline_id`, `pipeline_version`, `stage_id` and `trace_id`, and,
inside a foreach, the loop's item and index under the names that the foreach gives them.
A `variable_set` stage adds nothing to it: its value stands in its own output.

## Example

    { "id": "set", "component_type": "variable_set", "config": { "name": "tone", "value": "dry" } },
    { "depends_on": ["set"], "config": { "prompt": "{{context.tone}}" } }

## Instead

    { "depends_on": ["set"], "config": { "prompt": "{{upstream.set.value}}" } }
"""

from collections.abc import Iterator
from difflib import get_close_matches

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import Outcome
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM311", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for reference in view.facts.references:
        resolution = view.resolve(reference)
        if reference.template.trouble:
            continue  # See computed_template.
        name = reference.names[1] if len(reference.names) > 1 else ""
        if resolution.outcome is Outcome.NO_CONTEXT:
            yield _unknown(view, reference, name)
        elif resolution.outcome is Outcome.AFTER_LOOP:
            message = f'the loop is over: "{name}" still holds its last item'
            yield Match(reference.segment_span(1), message, severity=Severity.INFO)


def _unknown(view: StageView, reference: Reference, name: str) -> Match:
    message = f'the context has no "{name}" here'
    if name in view.scope.inputs.fields:
        path = ".".join(("input", *reference.names[1:]))
        fix = Fix(f"Write {path}", (replace_text(reference.path_span, path),), Applicability.UNSAFE)
        return Match(reference.segment_span(1), f'{message}; did you mean "{path}"?', fix)
    close = get_close_matches(name, view.scope.loop_types, n=1)
    if not close:
        return Match(reference.segment_span(1), message)
    span = reference.segment_span(1)
    fix = Fix(f'Read "{close[0]}"', (replace_text(span, close[0]),), Applicability.UNSAFE)
    return Match(span, f'{message}; did you mean "{close[0]}"?', fix)
