"""
The pipeline has no name.

Every reader requires one and refuses the file without it.

## Example

    { "stages": [{ "id": "draft" }] }

## Instead

    { "name": "Report", "stages": [{ "id": "draft" }] }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.edits import add_first_member
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.syntax.tree import NodeKind
from flowmason_assist.text.span import Span

RULE = Rule(code="FM102", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    root = facts.pipeline.root
    if root.kind is not NodeKind.OBJECT or root.member("name") is not None:
        return
    pipeline_id = facts.pipeline.string("id")
    name = pipeline_id.value if pipeline_id and pipeline_id.value else "pipeline"
    edit = add_first_member(facts.document.text, root, "name", name)
    fix = Fix(f'Name it "{name}"', (edit,), Applicability.UNSAFE)
    yield Match(Span(root.start, root.start + 1), 'the pipeline has no "name"', fix)
