"""
The token limit cuts off an answer in JSON.

Half of a JSON text is no JSON: whoever reads the answer fails or falls back to plain text.

## Example

    { "component_type": "generator",
      "config": { "prompt": "List all parties of {{input.text}} as JSON", "max_tokens": 20 } }

## Instead

    { "component_type": "generator",
      "config": { "prompt": "List all parties of {{input.text}} as JSON", "max_tokens": 1024 } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Role
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM609", severity=Severity.HINT)

_FEW = 64


def check_stage(view: StageView) -> Iterator[Match]:
    parameter = view.facts.parameter("max_tokens")
    if parameter is None or parameter.input is None:
        return
    limit = view.settled(parameter)
    if not isinstance(limit, int | float) or not 1 <= limit < _FEW:
        return
    for each in view.facts.parameters:
        is_prompt = each.input is not None and each.input.role is Role.PROMPT
        if is_prompt and "json" in (each.value.text or "").lower():
            message = f"{limit:g} tokens hardly hold an answer in JSON"
            yield Match(parameter.value.span, message)
            return
