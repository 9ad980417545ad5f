"""
A stage waits for a stage that does not exist.

It never gets ready. When nothing else can run, the run fails with a `TypeError` about
`error_type` that names neither the stage nor the missing one.

## Example

    { "id": "fetch" },
    { "id": "report", "depends_on": ["fetchh"] }

## Instead

    { "id": "fetch" },
    { "id": "report", "depends_on": ["fetch"] }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.scope import State
from flowmason_assist.lint.edits import remove_item, replace_text
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.model.pipeline import Text
from flowmason_assist.text.span import Span

RULE = Rule(code="FM204", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for text in view.facts.stage.depends_on:
        seen = view.scope.upstream[text.value]
        if seen.state is not State.UNKNOWN:
            continue
        if view.scope.stuck:
            message = f'no stage has the id "{text.value}", so this one never starts'
            severity = Severity.ERROR
        else:
            # A control stage runs this one itself and asks no dependencies.
            message = f'no stage has the id "{text.value}"'
            severity = Severity.WARNING
        if seen.suggestion:
            message += f'; did you mean "{seen.suggestion}"?'
        yield Match(text.span, message, _fix(view, text, seen.suggestion), severity=severity)


def _fix(view: StageView, text: Text, suggestion: str | None) -> Fix | None:
    already = {each.value for each in view.facts.stage.depends_on}
    if suggestion and suggestion not in already and suggestion != view.facts.id:
        inside = Span(text.span.start + 1, text.span.end - 1)
        edit = replace_text(inside, suggestion)
        return Fix(f'Wait for "{suggestion}"', (edit,), Applicability.UNSAFE)
    stage = view.facts.stage
    holder = stage.root.get("depends_on")
    item = next((each for each in holder.items if each.span == text.span), None) if holder else None
    if holder is None or item is None:
        return None
    edit = remove_item(stage.text, holder, item)
    return Fix(f'Do not wait for "{text.value}"', (edit,), Applicability.UNSAFE)
