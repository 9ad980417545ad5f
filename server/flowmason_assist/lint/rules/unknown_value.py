"""
A value is none of those that the component allows.

The engine compares without regard to case, and nothing else: the stage fails on any other word.

## Example

    { "component_type": "http_request", "config": { "url": "{{input.url}}", "method": "FETCH" } }

## Instead

    { "component_type": "http_request", "config": { "url": "{{input.url}}", "method": "GET" } }
"""

from collections.abc import Iterator
from difflib import get_close_matches

from flowmason_assist.analysis.coerce import Verdict
from flowmason_assist.analysis.facts import StageView
from flowmason_assist.lint.clashes import misfits
from flowmason_assist.lint.edits import replace
from flowmason_assist.lint.rule import Applicability, Fix, Match, Rule, Severity
from flowmason_assist.syntax.pointer import node_at
from flowmason_assist.syntax.tree import Node, NodeKind

RULE = Rule(code="FM409", severity=Severity.ERROR)


def check_stage(view: StageView) -> Iterator[Match]:
    for parameter, found in misfits(view):
        if found.verdict is not Verdict.NEVER or found.found is not None:
            continue
        node = node_at(parameter.value, found.path)
        if found.wanted.name == "literal" and node and node.kind is NodeKind.STRING:
            words = [each for each in found.wanted.values if isinstance(each, str)]
            yield Match(node.span, f'"{parameter.name}": {found.message}', _fix(node, words))


def _fix(node: Node, words: list[str]) -> Fix | None:
    by_case = {word.lower(): word for word in words}
    written = node.value.strip().lower()
    close = get_close_matches(written, by_case, n=1, cutoff=0.7)
    if not close:
        return None
    meant = by_case[close[0]]
    applicability = Applicability.SAFE if close[0] == written else Applicability.UNSAFE
    return Fix(f'Write "{meant}"', (replace(node, meant),), applicability)
