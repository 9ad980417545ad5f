"""What can be written around a pipeline, as an editor offers it."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.assist.scaffold.components import Kind, is_component_name
from flowmason_assist.ide.actions.action import ActionKind
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.rule import Finding
from flowmason_assist.text.span import Span

_UNKNOWN_COMPONENT = "FM401"
_TITLES = {
    "test": "Write a test that holds in a dry run",
    "input": "Write an input to run this with",
    "mock": "Write answers of models and web services to run this with",
    "handler function": "Write a serverless function that runs this",
    "handler service": "Write a web service that runs this",
}
_KINDS = {Kind.NODE: "node", Kind.OPERATOR: "operator", Kind.CONTROL_FLOW: "control flow"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that can be made; `words` are those of `flowmason-assist scaffold`."""

    words: str
    title: str
    kind: ActionKind
    findings: tuple[Finding, ...] = ()


def offers(snapshot: Snapshot, span: Span) -> Iterator[Offer]:
    """Give a component for each name at a place that nobody knows, then files for the whole."""
    for finding in snapshot.findings:
        is_near = finding.span.start <= span.end and span.start <= finding.span.end
        name = snapshot.text[finding.span.start + 1 : finding.span.end - 1]
        if finding.code == _UNKNOWN_COMPONENT and is_near and is_component_name(name):
            for kind, shown in _KINDS.items():
                title = f'Write a component "{name}" ({shown})'
                yield Offer(f"component {kind} {name}", title, ActionKind.QUICK_FIX, (finding,))
    if snapshot.facts.stages:
        for words, title in _TITLES.items():
            yield Offer(words, title, ActionKind.SCAFFOLD)
