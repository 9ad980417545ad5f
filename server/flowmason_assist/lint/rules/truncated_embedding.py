"""
An embedding has more dimensions than the model may write.

The embedder asks a chat model to write the numbers and allows it 500 tokens, which is enough for
about a hundred of them. A longer answer is cut off and comes out as all zeros.

## Example

    { "component_type": "embedder", "config": { "text": "{{input.text}}", "dimensions": 768 } }

## Instead

    { "component_type": "embedder", "config": { "text": "{{input.text}}", "dimensions": 64 } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.numbers import shown
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM608", severity=Severity.INFO)

_TOKENS_PER_NUMBER = 4  # A sign, a digit, a point and some decimals, a comma.


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    parameter = view.facts.parameter("dimensions")
    if component is None or parameter is None or component.model_call is None:
        return
    limit, dimensions = component.model_call.max_tokens, view.settled(parameter)
    if limit is None or not isinstance(dimensions, int | float):
        return
    if dimensions * _TOKENS_PER_NUMBER > limit:
        message = (
            f"{limit} tokens are too few for {shown(dimensions)} numbers: the result is all zeros"
        )
        yield Match(parameter.value.span, message)
