"""
A value of the file's head has a shape that FlowMason refuses to load.

The readers check the head before anything runs: `version` is text, `tags` is a list of texts,
the schemas are objects. The core library also refuses any key in `input_schema` and
`output_schema` but `type`, `properties` and `required`.

## Example

    { "name": "Report", "version": 1.0, "input_schema": { "additionalProperties": false } }

## Instead

    { "name": "Report", "version": "1.0.0", "input_schema": { "type": "object" } }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.readers import READERS
from flowmason_assist.analysis.shapes import TOP_LEVEL_CHECKS, refusals
from flowmason_assist.lint.edits import replace
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.syntax.tree import Node, NodeKind

RULE = Rule(code="FM105", severity=Severity.ERROR)


def check_pipeline(facts: Facts) -> Iterator[Match]:
    own = facts.reader.name
    for reader, found in refusals(facts.pipeline.root, TOP_LEVEL_CHECKS[own]):
        message = f"{found.message}; {READERS[reader].title} refuses the file"
        severity = None if reader == own else Severity.WARNING
        fix = _fix(found.node, found.message)
        yield Match(found.node.span, message, fix, severity=severity)


def _fix(node: Node, message: str) -> Fix | None:
    """Offer quotes around a number where text is wanted, as in a version."""
    if node.kind is not NodeKind.NUMBER or not message.endswith("takes text"):
        return None
    return Fix("Write it as text", (replace(node, str(node.value)),), Applicability.UNSAFE)
