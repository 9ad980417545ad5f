"""
A setting of the model stands in the `config` of a component that does not take it.

The engine drops it: a node calls the model with a temperature and a token limit of its own, and
no component chooses provider or model. Only a generator takes `temperature`, `max_tokens` and
`system_prompt`.

## Example

    { "component_type": "summarizer", "config": { "text": "{{input.text}}", "temperature": 0.1 } }

## Instead

    { "component_type": "generator",
      "config": { "prompt": "Summarize: {{input.text}}", "temperature": 0.1 } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.config import MODEL_SETTINGS, compare_names
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.catalogue.component import Component
from flowmason_assist.lint.edits import remove_member
from flowmason_assist.lint.rule import Fix, Match, Rule, Severity, Tag

RULE = Rule(code="FM603", severity=Severity.WARNING, tag=Tag.UNNECESSARY)


def check_stage(view: StageView) -> Iterator[Match]:
    component, stage = view.facts.component, view.facts.stage
    if component is None:
        return
    for parameter in compare_names(view.facts).unknown:
        holder = stage.root.get(parameter.source)
        if parameter.name not in MODEL_SETTINGS or holder is None:
            continue
        edit = remove_member(stage.text, holder, parameter.member)
        fix = Fix(f'Remove "{parameter.name}"', (edit,))
        yield Match(parameter.member.key.span, _words(component, parameter.name), fix)


def _words(component: Component, name: str) -> str:
    fixed = getattr(component.model_call, name, None) if component.model_call else None
    if fixed is not None:
        return f'{component.name} does not take "{name}": the engine sets it to {fixed}'
    return f'{component.name} does not take "{name}": it has no effect'
