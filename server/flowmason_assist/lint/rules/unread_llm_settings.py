"""
Nothing reads `llm_settings`.

Every reader of a file accepts the key, and no run passes any of it on: the model is called with
what the component itself says. Only a generator takes `temperature`, `max_tokens` and
`system_prompt`, and it takes them from `config`.

## Example

    { "component_type": "generator", "llm_settings": { "temperature": 0.2 },
      "config": { "prompt": "{{input.question}}" } }

## Instead

    { "component_type": "generator",
      "config": { "prompt": "{{input.question}}", "temperature": 0.2 } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.model_settings import moved
from flowmason_assist.lint.rule import Match, Rule, Severity, Tag

RULE = Rule(code="FM601", severity=Severity.WARNING, tag=Tag.UNNECESSARY)


def check_stage(view: StageView) -> Iterator[Match]:
    member = view.facts.stage.member("llm_settings")
    if member is None or not member.value.members:
        return
    message = 'nothing reads "llm_settings": no run passes it to a model'
    yield Match(member.key.span, message, moved(view, member, member.value.members))
