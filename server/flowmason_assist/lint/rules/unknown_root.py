"""
A template begins with a word that the engine does not know.

Paths start with `input`, `upstream`, `env` or `context`, spelled like that. Anything else, a
bare variable included, makes the stage fail before it starts.

## Example

    { "config": { "prompt": "Write about {{topic}}" } }

## Instead

    { "config": { "prompt": "Write about {{input.topic}}" } }
"""

from collections.abc import Iterator
from difflib import get_close_matches

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.resolve import ROOTS, Outcome
from flowmason_assist.analysis.scope import State
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.expr.nodes import Form
from flowmason_assist.expr.parser import intent
from flowmason_assist.lint.compute import is_mapped
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity

RULE = Rule(code="FM302", severity=Severity.ERROR)

_OTHER_RULES = frozenset({Form.STAGES_OUTPUT, Form.STAGES, Form.STAGE_OUTPUT})


def check_stage(view: StageView) -> Iterator[Match]:
    for reference in view.facts.references:
        template = reference.template
        if is_mapped(reference.parameter):
            continue  # See template_in_mapping.
        if template.trouble is not None or template.form in _OTHER_RULES:
            continue
        if view.resolve(reference).outcome is not Outcome.BAD_ROOT:
            continue
        message = f'"{reference.root}" is not one of input, upstream, env and context'
        path = _meant(view, reference)
        if path is None:
            yield Match(reference.path_span, message)
            continue
        edit = replace_text(reference.path_span, path)
        fix = Fix(f"Write {path}", (edit,), Applicability.UNSAFE)
        yield Match(reference.path_span, f'{message}; did you mean "{path}"?', fix)


def _meant(view: StageView, reference: Reference) -> str | None:
    names = reference.names
    scope = view.scope
    if names[0] in scope.loop_names:
        return ".".join(("context", *names))
    if names[0] in scope.inputs.fields:
        return ".".join(("input", *names))
    if _exists(view, names[0]):
        return ".".join(("upstream", *names))
    close = get_close_matches(names[0].lower(), ROOTS, n=1, cutoff=0.75)
    if close and len(names) > 1:
        return ".".join((close[0], *names[1:]))
    meant = intent(reference.template)
    if meant is None or not meant.names:
        return None
    if meant.root == "upstream" and not _exists(view, meant.names[0]):
        return None
    if (
        meant.root == "input"
        and not scope.inputs.open
        and meant.names[0] not in scope.inputs.fields
    ):
        near = get_close_matches(meant.names[0], scope.inputs.fields, n=1)
        return f"input.{near[0]}" if near else None
    return meant.path


def _exists(view: StageView, stage_id: str) -> bool:
    seen = view.scope.upstream.get(stage_id)
    return seen is not None and seen.state is not State.UNKNOWN
