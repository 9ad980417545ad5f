"""
A loop calls a model for each item of a list that nobody bounds.

The list comes from the caller or from a service: a thousand items are a thousand calls.

## Example

    { "component_type": "foreach",
      "config": { "items": "{{input.reviews}}", "loop_stages": ["rate"] } },
    { "id": "rate", "component_type": "generator" }

## Instead

Cut the list first, with the JMESPath `[:20]` in a `json_transform` stage or a
`filter_expression`, or declare `maxItems` in `input_schema`.
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.stage_facts import StageFacts
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM704", severity=Severity.HINT)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    for index, stage in enumerate(facts.stages):
        if stage.component is None or stage.component.name != "foreach":
            continue
        items = stage.parameter("items")
        bodies = (facts.flow.stages.get(each.stage_id.value) for each in stage.mentions)
        calls = [each for each in bodies if each and each.component and each.component.model_call]
        if items is None or not calls or stage.parameter("filter_expression"):
            continue
        if _is_unbounded(facts, stage):
            message = f'one call of "{calls[0].id}" for each item, and nothing bounds the list'
            yield Match(facts.place(index, items.value.span), message)


def _is_unbounded(facts: Facts, stage: StageFacts) -> bool:
    items = stage.parameter("items")
    for reference in stage.references:
        if items is None or reference.literal is not items.value:
            continue
        if reference.root == "input":
            return not _declares_most(facts, reference.names)
        source = facts.flow.stages.get(reference.stage or "")
        return bool(source and source.component and source.component.name == "http_request")
    return False


def _declares_most(facts: Facts, names: tuple[str, ...]) -> bool:
    schema = facts.pipeline.root.get("input_schema")
    properties = schema.get("properties") if schema else None
    declared = properties.get(names[1]) if properties and len(names) > 1 else None
    return declared is not None and declared.get("maxItems") is not None
