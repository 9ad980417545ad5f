"""
An input's default is never applied.

FlowMason reads `default` in `input_schema` nowhere: a run without the input fails at the first
template that reads it.

## Example

    { "input_schema": { "properties": { "tone": { "type": "string", "default": "dry" } } } }

## Instead

    { "input_schema": { "properties": { "tone": { "type": "string" } }, "required": ["tone"] },
      "sample_input": { "tone": "dry" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM318", severity=Severity.WARNING)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    schema = facts.pipeline.root.get("input_schema")
    properties = schema.get("properties") if schema else None
    for member in properties.members if properties else ():
        default = member.value.member("default")
        field = facts.inputs.fields.get(member.name)
        if default is None or field is None:
            continue
        always_given = field.required or field.sampled
        message = f'this default is never applied: a run without "{member.name}" goes without it'
        severity = Severity.INFO if always_given else Severity.WARNING
        yield Match(default.key.span, message, severity=severity)
