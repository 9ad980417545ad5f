"""
`output_stage_id` names a stage that does not exist.

The run does not fail: it silently returns the output of whichever stage came last.

## Example

    { "stages": [{ "id": "report" }], "output_stage_id": "raport" }

## Instead

    { "stages": [{ "id": "report" }], "output_stage_id": "report" }
"""

from collections.abc import Iterator
from difflib import get_close_matches

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.text.span import Span

RULE = Rule(code="FM208", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    output = facts.output_stage
    if output is None or output.value in facts.flow.stages:
        return
    close = get_close_matches(output.value, facts.flow.stages, n=1)
    message = f'no stage has the id "{output.value}"; the run would return the last stage\'s output'
    if not close:
        yield Match(output.span, message)
        return
    inside = Span(output.span.start + 1, output.span.end - 1)
    fix = Fix(f'Return "{close[0]}"', (replace_text(inside, close[0]),), Applicability.UNSAFE)
    yield Match(output.span, f'{message}; did you mean "{close[0]}"?', fix)
