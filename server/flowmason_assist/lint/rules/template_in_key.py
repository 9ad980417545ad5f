"""
A template stands in a key, where the engine does not look.

Only values are resolved: the key reaches the component with its braces.

## Example

    { "config": { "headers": { "X-{{input.name}}": "1" } } }

## Instead

    { "config": { "headers": { "X-Name": "{{input.name}}" } } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM315", severity=Severity.WARNING)


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        if parameter.input is None or (not parameter.value.members and not parameter.value.items):
            continue
        for node in parameter.value.walk():
            for member in node.members:
                if "{{" in member.name and "}}" in member.name:
                    message = "templates in keys are not resolved; only values are"
                    yield Match(member.key.span, message)
