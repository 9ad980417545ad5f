"""
A stage's id holds characters that templates or validators do not take.

Templates split at every dot and end at the first `}`, so nothing can ever read the output of
a stage whose id holds one of them. Other characters than letters, digits, `_` and `-` run, but
FlowMason's validator refuses them.

## Example

    { "id": "fetch.page", "component_type": "http_request" }

## Instead

    { "id": "fetch_page", "component_type": "http_request" }
"""

import re
from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM207", severity=Severity.INFO)

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")


def check_stage(view: StageView) -> Iterator[Match]:
    stage_id = view.facts.stage.id
    if stage_id is None or _PLAIN.fullmatch(stage_id.value):
        return
    if "." in stage_id.value or "}" in stage_id.value:
        message = f'no template can read a stage whose id holds "." or "}}": "{stage_id.value}"'
    else:
        message = 'keep to letters, digits, "_" and "-": FlowMason\'s validator refuses this id'
    yield Match(stage_id.span, message)
