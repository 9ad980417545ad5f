"""
A template reads an input that a run may lack.

The engine enforces no `required` and applies no defaults: if the caller leaves the input out,
the stage fails. A plain `flowmason run` uses `sample_input`, which then has to hold it.

## Example

    { "input_schema": { "properties": { "tone": { "type": "string" } } },
      "stages": [{ "config": { "prompt": "In a {{input.tone}} tone" } }] }

## Instead

    { "input_schema": { "properties": { "tone": { "type": "string" } }, "required": ["tone"] } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import Outcome
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM309", severity=Severity.INFO)


def check_stage(view: StageView) -> Iterator[Match]:
    for reference in view.facts.references:
        outcome = view.resolve(reference).outcome
        name = reference.names[1] if len(reference.names) > 1 else ""
        if outcome is Outcome.OPTIONAL_INPUT:
            message = f'the stage fails if the caller leaves out "{name}"; list it as required'
            yield Match(reference.segment_span(1), message)
        elif outcome is Outcome.UNSAMPLED_INPUT:
            message = f'"sample_input" has no "{name}", so a run without input fails here'
            yield Match(reference.segment_span(1), message, severity=Severity.WARNING)
