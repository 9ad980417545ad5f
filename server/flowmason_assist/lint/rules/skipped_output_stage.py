"""
The stage that gives the run's output is skipped when it is its turn.

A loop stage runs inside its foreach and is then marked as skipped, so that the run returns a
note about the skip instead of the result. The results of a loop stand in its foreach.

## Example

    { "stages": [
        { "id": "each", "component_type": "foreach", "config": { "loop_stages": ["one"] } },
        { "id": "one", "depends_on": ["each"] }
      ],
      "output_stage_id": "one" }

## Instead

    { "output_stage_id": "each" }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.flow import Part
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.text.span import Span

RULE = Rule(code="FM209", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    output = facts.output_stage
    if output is None:
        return
    inside = Span(output.span.start + 1, output.span.end - 1)
    for membership in facts.flow.memberships.get(output.value, ()):
        controller = membership.controller
        if not membership.live:
            continue
        if membership.part is Part.LOOP:
            message = f'"{output.value}" runs inside the loop "{controller}" and is skipped after'
            edit = replace_text(inside, controller)
            fix = Fix(f'Return the results of "{controller}"', (edit,), Applicability.UNSAFE)
            yield Match(output.span, message, fix)
        elif membership.part is not Part.TRY and membership.part is not Part.FINALLY:
            message = f'"{output.value}" is skipped unless "{controller}" decides for it'
            yield Match(output.span, message, severity=Severity.INFO)
