"""
A list or an object is pasted into text.

Beside other text a template becomes `str(value)`: Python notation with single quotes, `True`
and `None`, which neither JSON readers nor people expect.

## Example

    { "config": { "prompt": "Rank these: {{upstream.each.results}}" } }

## Instead

Pick the fields that matter in a `json_transform` stage, or pass the whole value where a list
or an object is wanted.
"""

from collections.abc import Iterator

from flowmason_assist.analysis.coerce import describe
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import Outcome
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM314", severity=Severity.HINT)


def check_stage(view: StageView) -> Iterator[Match]:
    for reference in view.facts.references:
        if reference.template.whole:
            continue
        resolution = view.resolve(reference)
        kind = resolution.type
        if resolution.outcome is Outcome.FOUND and kind.name in ("list", "dict", "object"):
            message = f"{describe(kind)} becomes Python notation inside text"
            yield Match(reference.span, message)
