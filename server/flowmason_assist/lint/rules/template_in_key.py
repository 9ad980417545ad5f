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
from flowmason_assist.expr.nodes import Form
from flowmason_assist.expr.scanner import scan_raw
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.syntax.tree import Node

RULE = Rule(code="FM315", severity=Severity.WARNING)


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter in view.facts.parameters:
        if parameter.input is None:
            continue
        for node in parameter.value.walk():
            for member in node.members:
                if "{{" in member.name and _holds_template(view, member.key):
                    message = "templates in keys are not resolved; only values are"
                    yield Match(member.key.span, message)


def _holds_template(view: StageView, key: Node) -> bool:
    """Tell whether a key holds what would be a template in a value."""
    literal = view.facts.stage.text[key.start : key.end]
    found = scan_raw(literal).templates
    return any(each.form is Form.PORTABLE and each.trouble is None for each in found)
