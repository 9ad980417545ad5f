"""
A control stage lists a stage that does not exist.

The engine passes over unknown ids in loops, branches, routes and try blocks without a word, so
that the stage that was meant runs outside of them, or not at all.

## Example

    { "component_type": "conditional", "config": { "true_branch_stages": ["sned"] } },
    { "id": "send" }

## Instead

    { "component_type": "conditional", "config": { "true_branch_stages": ["send"] } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.scope import State
from flowmason_assist.lint.edits import replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.text.span import Span

RULE = Rule(code="FM502", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for mention in view.facts.mentions:
        text = mention.stage_id
        seen = view.scope.upstream[text.value]
        if seen.state is not State.UNKNOWN or "{{" in text.value:
            continue
        message = f'no stage has the id "{text.value}"; the engine ignores it here'
        in_json_text = text.span.end - text.span.start != len(text.value) + 2
        if seen.suggestion is None or in_json_text:
            yield Match(text.span, message)
            continue
        inside = Span(text.span.start + 1, text.span.end - 1)
        edit = replace_text(inside, seen.suggestion)
        fix = Fix(f'List "{seen.suggestion}"', (edit,), Applicability.UNSAFE)
        yield Match(text.span, f'{message}; did you mean "{seen.suggestion}"?', fix)
