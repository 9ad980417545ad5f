"""
A template reads the environment in a way that the engine refuses.

Exactly `{{env.NAME}}` works: neither `{{env}}` nor anything behind the name.

## Example

    { "config": { "url": "{{env.api.url}}" } }

## Instead

    { "config": { "url": "{{env.API_URL}}" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import Outcome
from flowmason_assist.lint.rule import Match, Rule, Severity

RULE = Rule(code="FM310", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for reference in view.facts.references:
        if view.resolve(reference).outcome is Outcome.BAD_ENV and not reference.template.trouble:
            message = "environment variables are read as {{env.NAME}}, with nothing behind the name"
            yield Match(reference.path_span, message)
