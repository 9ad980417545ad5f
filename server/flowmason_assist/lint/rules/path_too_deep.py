"""
A template's path goes on into a value that has no fields.

Text, numbers and lists hold nothing that a path could name; a list has no `0` either. The stage
fails with "Cannot access", or, for a name that Python knows, gets a method instead of a value.

## Example

    { "config": { "text": "{{upstream.draft.content.title}}" } }

## Instead

    { "config": { "text": "{{upstream.draft.content}}" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.coerce import describe
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import Outcome
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM307", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for reference in view.facts.references:
        resolution = view.resolve(reference)
        if resolution.outcome is not Outcome.NO_ACCESS or resolution.container is None:
            continue
        if reference.template.trouble:
            continue  # See computed_template.
        names = reference.names
        reached = ".".join(names[: resolution.index])
        kind = describe(resolution.container)
        message = f'"{reached}" is {kind} and has no "{names[resolution.index]}"'
        edit = replace_text(reference.path_span, reached)
        fix = Fix(f"Read {reached}", (edit,), Applicability.UNSAFE)
        yield Match(reference.segment_span(resolution.index), message, fix)
