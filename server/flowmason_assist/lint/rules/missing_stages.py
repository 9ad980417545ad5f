"""
The pipeline has no stages.

It loads and runs, and does nothing.

## Example

    { "name": "Report", "stages": [] }

## Instead

    { "name": "Report", "stages": [{ "id": "note", "component_type": "logger",
                                     "config": { "message": "hello" } }] }
"""

from collections.abc import Iterator
from difflib import get_close_matches

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.syntax.tree import NodeKind
from flowmason_assist.text.span import Span

RULE = Rule(code="FM104", severity=Severity.WARNING)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    root = facts.pipeline.root
    if root.kind is not NodeKind.OBJECT:
        return
    member = root.member("stages")
    if member is None:
        if not get_close_matches("stages", [each.name for each in root.members], n=1):
            yield Match(Span(root.start, root.start + 1), 'the pipeline has no "stages"')
    elif member.value.kind is NodeKind.ARRAY and not member.value.items:
        yield Match(member.value.span, "without stages the run does nothing")
