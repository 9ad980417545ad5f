"""
`fallback_output` is never used.

When the stage fails, the run fails, or goes on without an output of the stage: nothing puts the
fallback in its place.

## Example

    { "id": "fetch", "component_type": "http_request", "fallback_output": { "body": {} },
      "config": { "url": "{{input.url}}" } }

## Instead

Run the stage in the `try_stages` of a trycatch with `"error_scope": "continue"`, and give the
fallback in a catch stage.
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.edits import remove_member
from flowmason_assist.lint.rule import Fix, Match, Rule, Severity, Tag

RULE = Rule(code="FM606", severity=Severity.WARNING, tag=Tag.UNNECESSARY)


def check_stage(view: StageView) -> Iterator[Match]:
    stage = view.facts.stage
    member = stage.member("fallback_output")
    if member is None or member.value.to_python() is None:
        return
    message = 'nothing uses "fallback_output": a failed stage has no output'
    edit = remove_member(stage.text, stage.root, member)
    yield Match(member.key.span, message, Fix('Remove "fallback_output"', (edit,)))
