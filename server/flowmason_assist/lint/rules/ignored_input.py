"""
An input is accepted and never looked at.

The component declares it, so that no error tells, but its code does not use it.

## Example

    { "component_type": "generator",
      "config": { "prompt": "{{input.question}}", "output_format": "json" } }

## Instead

    { "component_type": "generator",
      "config": { "prompt": "{{input.question}} Answer in JSON and nothing else." } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Effect
from flowmason_assist.lint.edits import remove_member
from flowmason_assist.lint.rule import Fix, Match, Rule, Severity, Tag

RULE = Rule(code="FM604", severity=Severity.WARNING, tag=Tag.UNNECESSARY)


def check_stage(view: StageView) -> Iterator[Match]:
    component, stage = view.facts.component, view.facts.stage
    if component is None or not component.usable:
        return
    for parameter in view.facts.parameters:
        known, holder = parameter.input, stage.root.get(parameter.source)
        if known is None or known.effect is not Effect.IGNORED or holder is None:
            continue
        says_default = view.settled(parameter) == known.default
        message = f'{component.name} accepts "{known.name}" and never uses it'
        edit = remove_member(stage.text, holder, parameter.member)
        fix = None if known.required else Fix(f'Remove "{known.name}"', (edit,))
        severity = Severity.HINT if says_default else None
        yield Match(parameter.member.key.span, message, fix, severity=severity)
