"""
Something looks like a template and is not one.

The engine knows two opening and two closing braces around a path. Anything else goes through
as it is, so that a model or a server gets to read `{input.topic}` instead of the topic.

## Example

    { "config": { "prompt": "Write about ${input.topic} and {{input.tone}" } }

## Instead

    { "config": { "prompt": "Write about {{input.topic}} and {{input.tone}}" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import ROOTS
from flowmason_assist.analysis.stage_facts import Imitation
from flowmason_assist.expr.nodes import LookAlikeKind
from flowmason_assist.expr.parser import intent_of
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM313", severity=Severity.ERROR)

_REPLACEABLE = frozenset({LookAlikeKind.HALF_CLOSED, LookAlikeKind.SINGLE, LookAlikeKind.DOLLAR})


def check_stage(view: StageView) -> Iterator[Match]:
    for imitation in view.facts.imitations:
        path = imitation.found.path_text
        shown = imitation.span.of(view.facts.stage.text)[:50]
        message = f'"{shown}" is no template and goes through as it is; write "{{{{{path[:40]}}}}}"'
        if not _is_meant(view, imitation):
            yield Match(imitation.span, f'"{shown}" is no template', severity=Severity.HINT)
        elif imitation.found.kind in _REPLACEABLE:
            edit = replace_text(imitation.span, f"{{{{{path}}}}}")
            fix = Fix("Write a template", (edit,), Applicability.UNSAFE)
            yield Match(imitation.span, message, fix)
        else:
            yield Match(imitation.span, message)


def _is_meant(view: StageView, imitation: Imitation) -> bool:
    """Tell whether the text names something that a template could read here."""
    meant = intent_of(imitation.found.path_text)
    if meant is None or not meant.names or meant.rest.strip():
        return False
    if meant.root == "input":
        return meant.names[0] in view.scope.inputs.fields
    return imitation.found.path_text.split(".")[0] in ROOTS
