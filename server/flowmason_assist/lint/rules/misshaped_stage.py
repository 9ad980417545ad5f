"""
A key of a stage has a value that FlowMason refuses to load.

The readers check every stage before anything runs: `depends_on` is a list of texts, `config` is
an object. The core library also checks the bounds of `timeout_ms` and `retry_config`.

## Example

    { "id": "sum", "depends_on": "fetch" }

## Instead

    { "id": "sum", "depends_on": ["fetch"] }
"""

from collections.abc import Iterator

from flowmason_assist.analysis.facts import StageView
from flowmason_assist.analysis.readers import READERS
from flowmason_assist.analysis.shapes import STAGE_CHECKS, refusals
from flowmason_assist.lint.edits import wrap_in_list
from flowmason_assist.lint.rule import Fix, Match, Rule, Severity
from flowmason_assist.syntax.tree import Node, NodeKind

RULE = Rule(code="FM106", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    root = view.facts.stage.root
    own = view.reader.name
    for reader, found in refusals(root, STAGE_CHECKS[own]):
        if root.get("id") is found.node:
            continue  # See missing_id.
        message = f"{found.message}; {READERS[reader].title} refuses the file"
        severity = None if reader == own else Severity.WARNING
        yield Match(found.node.span, message, _fix(view, found.node), severity=severity)


def _fix(view: StageView, node: Node) -> Fix | None:
    if node is view.facts.stage.root.get("depends_on") and node.kind is NodeKind.STRING:
        edit = wrap_in_list(view.facts.stage.text, node)
        return Fix("Put it into a list", (edit,))
    return None
