"""
The file holds no pipeline.

A pipeline is a JSON object with a `name` and `stages`. An empty file, a list or a bare value
cannot be loaded.

## Example

    [{ "id": "draft" }]

## Instead

    { "name": "report", "stages": [{ "id": "draft" }] }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.syntax.tree import NodeKind
from flowmason_assist.text.span import Span

RULE = Rule(code="FM101", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    root = facts.pipeline.root
    if root.kind is NodeKind.OBJECT:
        return
    if root.kind is NodeKind.MISSING:
        if not facts.document.problems:
            message = 'the file is empty; a pipeline is an object with "name" and "stages"'
            yield Match(Span(0, 0), message)
        return
    message = 'a pipeline is an object with "name" and "stages"'
    yield Match(Span(root.start, root.start + 1), message)
