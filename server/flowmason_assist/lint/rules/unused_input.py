"""
A declared input is used nowhere.

No template reads it, so that callers fill in something that changes nothing.

## Example

    { "input_schema": { "properties": { "topic": {}, "tone": {} } },
      "stages": [{ "config": { "prompt": "Write about {{input.topic}}" } }] }

## Instead

    { "input_schema": { "properties": { "topic": {} } } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity, Tag

RULE = Rule(code="FM317", severity=Severity.HINT, tag=Tag.UNNECESSARY)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    schema = facts.pipeline.root.get("input_schema")
    properties = schema.get("properties") if schema else None
    if properties is None or not properties.members or not facts.stages:
        return
    used: set[str] = set()
    for stage in facts.stages:
        for path in stage.reads:
            if path == ("input",):
                return  # Somebody gets all of them.
            used.add(path[-1] if path[0] == "input" else path[0])
    for member in properties.members:
        if member.name not in used:
            yield Match(member.key.span, f'no template reads the input "{member.name}"')
