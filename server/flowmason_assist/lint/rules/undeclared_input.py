"""
A template reads an input that the pipeline does not declare.

Neither `input_schema` nor `sample_input` names it, so that a run without it fails when the
stage starts. Defaults in the schema do not help: the engine never applies them.

## Example

    { "input_schema": { "properties": { "topic": { "type": "string" } } },
      "stages": [{ "config": { "prompt": "Write about {{input.topik}}" } }] }

## Instead

    { "stages": [{ "config": { "prompt": "Write about {{input.topic}}" } }] }
"""

from collections.abc import Iterator
from difflib import get_close_matches

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import Outcome
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM308", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for reference in view.facts.references:
        if view.resolve(reference).outcome is not Outcome.UNDECLARED_INPUT:
            continue
        if reference.template.trouble:
            continue  # See computed_template.
        name = reference.names[1]
        span = reference.segment_span(1)
        message = f'the input "{name}" is not declared'
        close = get_close_matches(name, view.scope.inputs.fields, n=1)
        if not close:
            yield Match(span, f'{message}; add it to "input_schema"')
            continue
        edit = replace_text(span, close[0])
        fix = Fix(f'Read the input "{close[0]}"', (edit,), Applicability.UNSAFE)
        yield Match(span, f'{message}; did you mean "{close[0]}"?', fix)
