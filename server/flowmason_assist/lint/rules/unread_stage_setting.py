"""
A setting of the model stands on the stage, where nothing reads it.

`flowmason run` takes provider and model from `flowmason.json`, one for the whole run; Studio and
the core library take them from the provider that they are given. What a generator lets you set
stands in its `config`.

## Example

    { "component_type": "generator", "model": "large", "temperature": 0.2,
      "config": { "prompt": "{{input.question}}" } }

## Instead

    { "component_type": "generator",
      "config": { "prompt": "{{input.question}}", "temperature": 0.2 } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.model_settings import STAGE_SETTINGS, moved
from flowmason_assist.lint.rule import Match, Rule, Severity, Tag

RULE = Rule(code="FM602", severity=Severity.WARNING, tag=Tag.UNNECESSARY)

_CHOICES = ("provider", "model")


def check_stage(view: StageView) -> Iterator[Match]:
    for member in view.facts.stage.root.members:
        if member.name not in STAGE_SETTINGS or member.value.value in (None, ""):
            continue
        message = f'nothing reads "{member.name}" on a stage'
        if member.name in _CHOICES:
            message += "; `flowmason run` takes it from flowmason.json"
        yield Match(member.key.span, message, moved(view, member, (member,)))
