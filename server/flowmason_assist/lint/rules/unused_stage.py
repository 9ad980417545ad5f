"""
Nothing uses what a stage calls a model for.

No template reads its output, no later stage waits for it, and it is not the run's output:
the call costs time and money for nothing.

## Example

    { "stages": [
        { "id": "title", "component_type": "generator", "config": { "prompt": "A title" } },
        { "id": "text", "component_type": "generator", "config": { "prompt": "A text" } }
      ],
      "output_stage_id": "text" }

## Instead

Remove the stage, or use `{{upstream.title.content}}` where it belongs.
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.catalogue.component import Kind
from flowmason_assist.lint.rule import Match, Rule, Severity, Tag

RULE = Rule(code="FM211", severity=Severity.HINT, tag=Tag.UNNECESSARY)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    output = facts.output_stage
    if output is None:
        return
    used = {output.value}
    for stage in facts.stages:
        used |= {text.value for text in stage.stage.depends_on}
        for path in stage.reads:
            if path == ("upstream",):
                return  # Somebody gets all of them.
            used |= set(path)
    for index, stage in enumerate(facts.stages):
        component = stage.component
        if stage.id is None or stage.id in used or stage.id in facts.flow.memberships:
            continue
        if component is not None and component.kind is Kind.NODE:
            span = facts.place(index, stage.stage.name_span)
            yield Match(span, f'nothing uses the output of "{stage.id}"')
