"""
The pipeline has no id.

`flowmason run` and Studio do without; the core library refuses the file.

## Example

    { "name": "Weekly report", "stages": [] }

## Instead

    { "id": "weekly-report", "name": "Weekly report", "stages": [] }
"""

import re
from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.edits import add_first_member
from flowmason_assist.lint.rule import Fix, Match, Rule, Severity
from flowmason_assist.syntax.tree import NodeKind
from flowmason_assist.text.span import Span

RULE = Rule(code="FM103", severity=Severity.WARNING)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    root = facts.pipeline.root
    if root.kind is not NodeKind.OBJECT or root.member("id") is not None:
        return
    name = facts.pipeline.string("name")
    slug = re.sub(r"[^a-z0-9]+", "-", name.value.lower()).strip("-") if name else ""
    pipeline_id = slug or "pipeline"
    edit = add_first_member(facts.document.text, root, "id", pipeline_id)
    severity = Severity.ERROR if facts.reader.name == "core" else None
    message = 'the core library loads no pipeline without "id"'
    span = name.span if name else Span(root.start, root.start + 1)
    yield Match(span, message, Fix(f'Add the id "{pipeline_id}"', (edit,)), severity=severity)
