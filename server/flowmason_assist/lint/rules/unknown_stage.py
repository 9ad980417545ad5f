"""
A template reads a stage that does not exist.

The stage that holds the template fails before it starts.

## Example

    { "id": "fetch" },
    { "depends_on": ["fetch"], "config": { "text": "{{upstream.fetsh.body}}" } }

## Instead

    { "id": "fetch" },
    { "depends_on": ["fetch"], "config": { "text": "{{upstream.fetch.body}}" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import Outcome
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM304", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for reference in view.facts.references:
        resolution = view.resolve(reference)
        if resolution.outcome is not Outcome.NO_STAGE or reference.template.trouble:
            continue
        span = reference.segment_span(1)
        message = f'no stage has the id "{reference.stage}"'
        suggestion = resolution.seen.suggestion if resolution.seen else None
        if suggestion is None:
            yield Match(span, message)
            continue
        fix = Fix(f'Read "{suggestion}"', (replace_text(span, suggestion),), Applicability.UNSAFE)
        yield Match(span, f'{message}; did you mean "{suggestion}"?', fix)
