"""
An item of `stages` is not an object.

No reader loads the file, and FlowMason's own validator crashes on it.

## Example

    { "stages": ["draft"] }

## Instead

    { "stages": [{ "id": "draft", "component_type": "generator" }] }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.rule import Match, Rule, Severity
from flowmason_assist.syntax.tree import NodeKind

RULE = Rule(code="FM107", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    stages = facts.pipeline.root.get("stages")
    for item in stages.items if stages else ():
        if item.kind not in (NodeKind.OBJECT, NodeKind.MISSING):
            yield Match(item.span, 'a stage is an object with "id", "component_type" and "config"')
