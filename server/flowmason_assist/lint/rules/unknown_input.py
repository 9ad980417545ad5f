"""
A key of `config` is none of the component's inputs.

The engine drops it without a word, templates and all.

## Example

    { "id": "sum", "component_type": "summarizer",
      "config": { "text": "{{input.text}}", "verbose": true } }

## Instead

    { "id": "sum", "component_type": "summarizer", "config": { "text": "{{input.text}}" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.config import MODEL_SETTINGS, STAGE_KEYS, compare_names
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.stage_facts import Parameter
from flowmason_assist.lint.edits import add_member, remove_member
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity, Tag

RULE = Rule(code="FM406", severity=Severity.WARNING, tag=Tag.UNNECESSARY)

_COMMENTS = ("_", "$", "x-", "//")


def check_stage(view: StageView) -> Iterator[Match]:
    component = view.facts.component
    if component is None:
        return
    for parameter in compare_names(view.facts).unknown:
        name = parameter.name
        if name in MODEL_SETTINGS or name.startswith(_COMMENTS):
            continue  # See unread_model_setting; the others are notes of the author's own.
        message = f'{component.name} does not know "{name}": it has no effect'
        fix = _removal(view, parameter)
        if name in STAGE_KEYS and view.facts.stage.member(name) is None:
            message = f'"{name}" belongs on the stage; in "{parameter.source}" it has no effect'
            fix = _move(view, parameter)
        yield Match(parameter.member.key.span, message, fix)


def _removal(view: StageView, parameter: Parameter) -> Fix | None:
    stage = view.facts.stage
    holder = stage.root.get(parameter.source)
    if holder is None:
        return None
    edit = remove_member(stage.text, holder, parameter.member)
    return Fix(f'Remove "{parameter.name}"', (edit,))


def _move(view: StageView, parameter: Parameter) -> Fix | None:
    stage = view.facts.stage
    removal = _removal(view, parameter)
    if removal is None:
        return None
    written = parameter.value.span.of(stage.text)
    edit = add_member(stage.text, stage.root, parameter.name, written)
    title = f'Move "{parameter.name}" to the stage'
    return Fix(title, (*removal.edits, edit), Applicability.UNSAFE)
