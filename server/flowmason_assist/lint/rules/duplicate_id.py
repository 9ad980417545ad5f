"""
Two stages have the same id.

The engine keeps stages by id, so that of several with the same id only the last one runs:
the others are lost without a word.

## Example

    { "id": "draft", "component_type": "generator", "config": { "prompt": "A" } },
    { "id": "draft", "component_type": "generator", "config": { "prompt": "B" } }

## Instead

    { "id": "draft", "component_type": "generator", "config": { "prompt": "A" } },
    { "id": "draft_2", "component_type": "generator", "config": { "prompt": "B" } }
"""

from collections import defaultdict
from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Related, Rule, Severity
from flowmason_assist.text.span import Span

RULE = Rule(code="FM202", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    if len(facts.flow.stages) == len(facts.stages):
        return
    places: dict[str, list[Span]] = defaultdict(list)
    for index, stage in enumerate(facts.stages):
        if stage.stage.id is not None:
            places[stage.stage.id.value].append(facts.place(index, stage.stage.id.span))
    for stage_id, spans in places.items():
        if len(spans) < 2:  # noqa: PLR2004 - one is no duplicate
            continue
        for span in spans:
            message = f'several stages have the id "{stage_id}"; only the last one runs'
            others = [other for other in spans if other != span]
            related = tuple(Related("the same id", other) for other in others)
            yield Match(span, message, related=related)
