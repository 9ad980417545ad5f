"""Where in a file a dry run failed, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.engine.messages import Cause, classify
from flowmason_assist.engine.result import DryRun
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.rule import Fix, Severity
from flowmason_assist.syntax.pointer import node_at, split
from flowmason_assist.syntax.tree import Node
from flowmason_assist.text.span import Span

_LONGEST_MESSAGE = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong in a run, at the place to look at, and what mends it."""

    span: Span
    message: str
    severity: Severity
    fix: Fix | None = None


def faults(snapshot: Snapshot, run: DryRun) -> tuple[Fault, ...]:
    """Give what made a run fail, and the failures that it survived."""
    return tuple(_faults(snapshot.facts, run))


def _faults(facts: Facts, run: DryRun) -> Iterator[Fault]:
    if not run.runs:
        message = run.error_message or "the run failed"
        cause = classify(message, run.error_type)
        words = cause.text if cause is not None else _brief(message)
        span = _place(facts, run.failed_stage, cause)
        yield Fault(span, f"the dry run failed: {words}", Severity.ERROR)
    for stage, message in run.errors.items():
        cause = classify(message)
        words = cause.text if cause is not None else _brief(message)
        span = _place(facts, stage, cause)
        yield Fault(span, f"the dry run survived a failure here: {words}", Severity.INFO)


def _place(facts: Facts, stage_id: str | None, cause: Cause | None) -> Span:
    """Give the first place that the cause names and that exists, else what it is closest to."""
    index = facts.index_of(stage_id) if stage_id is not None else None
    if cause is not None and cause.scope in ("location", "pipeline"):
        for pointer in cause.look:
            found = _in_document(facts, split(pointer))
            if found is not None:
                return found
    if index is None:
        return Span(facts.pipeline.root.start, facts.pipeline.root.start + 1)
    stage = facts.stages[index].stage
    template = _template(facts, index, cause)
    if template is not None:
        return template
    looked = cause.look if cause is not None and cause.scope == "stage" else ()
    for pointer in looked:
        steps = split(pointer)
        node = node_at(stage.root, steps) if steps else None
        if node is not None:
            return facts.place(index, _shown(node))
    return facts.place(index, stage.name_span)


def _template(facts: Facts, index: int, cause: Cause | None) -> Span | None:
    """Give the template that the message quotes."""
    path = cause.groups.get("template") if cause is not None else None
    for reference in facts.stages[index].references:
        if path is not None and reference.template.path_text == path:
            return facts.place(index, reference.span)
    return None


def _in_document(facts: Facts, steps: tuple[str, ...]) -> Span | None:
    match steps:
        case ("stages", number, *rest) if number.isdigit():
            for index, placed in enumerate(facts.pipeline.stages):
                if placed.index == int(number):
                    node = node_at(placed.stage.root, rest) if rest else None
                    span = _shown(node) if node else placed.stage.name_span
                    return facts.place(index, span)
            return None
        case _:
            node = node_at(facts.pipeline.root, steps)
            return _shown(node) if node is not None and steps else None


def _shown(node: Node) -> Span:
    """Give what to underline for a value: of one in brackets only the first."""
    return Span(node.start, node.start + 1) if node.members or node.items else node.span


def _brief(message: str) -> str:
    words = " ".join(message.split())
    return words if len(words) <= _LONGEST_MESSAGE else f"{words[:_LONGEST_MESSAGE]}…"
