"""
Several stages come last, and nothing says whose output is the run's.

Without `output_stage_id` the run returns the result of the stage that finished last, which
may differ from run to run.

## Example

    { "stages": [{ "id": "summary" }, { "id": "title" }] }

## Instead

    { "stages": [{ "id": "summary" }, { "id": "title" }], "output_stage_id": "summary" }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM210", severity=Severity.HINT)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    if facts.pipeline.root.get("output_stage_id") is not None:
        return
    awaited = {text.value for facts_ in facts.stages for text in facts_.stage.depends_on}
    last = [stage_id for stage_id in facts.flow.stages if stage_id not in awaited]
    member = facts.pipeline.root.member("stages")
    if len(last) < 2 or member is None:  # noqa: PLR2004 - one last stage is clear
        return
    names = ", ".join(f'"{each}"' for each in last[:4])
    message = f'{names} come last; say with "output_stage_id" whose output the run returns'
    yield Match(member.key.span, message)
