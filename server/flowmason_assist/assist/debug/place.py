"""Where in the file the cause of a message stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.analysis.facts import CERTAIN_FAILURES, Facts
from flowmason_assist.assist.debug.suspects import is_told_of, matching, stage_index
from flowmason_assist.engine.messages import Cause
from flowmason_assist.lint.engine import Linted
from flowmason_assist.lint.rule import Finding, Severity
from flowmason_assist.syntax.pointer import document_pointer, node_at, render, split
from flowmason_assist.syntax.tree import Node
from flowmason_assist.text.line_index import LineIndex
from flowmason_assist.text.span import Span

# Rules about keys that vanish, and those of them that a stage cannot do without.
_ANY: frozenset[str] = frozenset()
_LOST = {
    "duplicate-key": frozenset({"depends_on", "component_type", "component", "type", "config"}),
    "unknown-stage-key": _ANY,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the file, and what lint says about it."""

    pointer: str
    span: Span
    finding: Finding | None = None


def place(linted: Linted, index: int | None, cause: Cause | None) -> Spot | None:
    """
    Give the place that a message means; None when it means none in this file.

    `index` is the stage that it is about. A finding of lint that the message stands for is the
    best place, then what the message quotes, then where its cause is usually found.
    """
    if cause is not None and cause.id == "E65":
        return _json(linted, cause)
    if cause is not None and cause.scope in ("project", "environment"):
        return None
    for spot in _spots(linted, index, cause):
        if spot is not None:
            return spot
    return None


def at_field(facts: Facts, index: int, field: str | None) -> Spot | None:
    """Give a setting of a stage, or the stage where it has no such setting."""
    steps = ("config", field) if field is not None else ()
    return _in_stage(facts, index, steps) or _in_stage(facts, index, ())


def _spots(linted: Linted, index: int | None, cause: Cause | None) -> Iterator[Spot | None]:
    told = [each for each in _errors(linted, index) if is_told_of(each, cause)]
    yield from (_of(each) for each in _roots(linted, index, cause))
    quoted = _quoted(linted.facts, index, cause)
    if quoted is not None:
        yield next((_of(each) for each in told if each.span == quoted.span), None)
        yield next((_of(each) for each in told if quoted.span.encloses(each.span)), None)
    yield _of(_nearest(told, cause)) if told else None
    yield quoted
    if cause is not None and cause.is_vague and index is not None:
        yield next(map(_of, _errors(linted, index)), None)
    if cause is not None:
        yield from (_written(linted.facts, index, cause, pointer) for pointer in cause.look)
    if index is not None:
        found = next(iter(_errors(linted, index)), None)
        yield _of(found) if found and (cause is None or not cause.look) else None
        stage = linted.facts.pipeline.stages[index]
        span = linted.facts.place(index, stage.stage.name_span)
        yield Spot(render(("stages", stage.index)), span)


def _roots(linted: Linted, index: int | None, cause: Cause | None) -> Iterator[Finding]:
    """Give keys that are written wrong or twice, and so are not there when the engine looks."""
    for finding in linted.findings:
        lost = _LOST.get(finding.name)
        if lost is None or cause is None or not is_told_of(finding, cause):
            continue
        key = split(finding.pointer)[-1]
        inside = stage_index(linted.facts, finding.pointer) == index
        # An id that is lost makes those fail that wait for the stage.
        if (inside and (lost is _ANY or key in lost)) or (key == "id" and cause.kind == "graph"):
            yield finding


def _errors(linted: Linted, index: int | None) -> list[Finding]:
    return [
        each
        for each in linted.findings
        if each.severity is Severity.ERROR
        and (index is None or stage_index(linted.facts, each.pointer) == index)
    ]


def _nearest(findings: list[Finding], cause: Cause | None) -> Finding:
    """Give the finding in the field that the message names, else the first."""
    field = cause.groups.get("field") if cause else None
    if field is None:
        return findings[0]
    fitting = [each for each in findings if field in split(each.pointer)]
    named = [each for each in findings if f'"{field}"' in each.message]
    return next(iter((*fitting, *named)), findings[0])


def _quoted(facts: Facts, index: int | None, cause: Cause | None) -> Spot | None:
    """Give the template that the message quotes; of several the one that fails."""
    path = cause.groups.get("template") if cause else None
    if path is None or index is None or cause is None:
        return None
    view = facts.view(index)
    found = sorted(
        matching(facts.stages[index], path),
        key=lambda each: (
            view.resolve(each).outcome not in CERTAIN_FAILURES,
            each.parameter.name != cause.groups.get("field"),
        ),
    )
    for reference in found[:1]:
        span = facts.place(index, reference.span)
        return Spot(document_pointer(facts.document, span), span)
    return None


def _written(facts: Facts, index: int | None, cause: Cause, pointer: str) -> Spot | None:
    """Give what stands at a pointer, None when nothing does."""
    steps = split(pointer)
    if cause.scope == "stage":
        return _in_stage(facts, index, steps) if index is not None else None
    at = stage_index(facts, pointer)
    if at is not None:
        return _in_stage(facts, at, steps[2:])
    node = node_at(facts.pipeline.root, steps) if steps else facts.pipeline.root
    return Spot(pointer, _shown(node)) if node is not None else None


def _in_stage(facts: Facts, index: int, steps: tuple[str, ...]) -> Spot | None:
    placed = facts.pipeline.stages[index]
    stage = placed.stage
    node = node_at(stage.root, steps) if steps else None
    if steps and node is None:
        return None
    span = _shown(node) if node is not None else stage.name_span
    return Spot(render(("stages", placed.index, *steps)), facts.place(index, span))


def _json(linted: Linted, cause: Cause) -> Spot | None:
    """Give where JSON breaks: where lint says so, else the line and column of the message."""
    broken = [each for each in linted.findings if each.code.startswith("FM0")]
    broken = [each for each in broken if each.severity is Severity.ERROR]
    text = linted.facts.document.text
    offset = _offset(text, cause)
    if broken:
        return _of(min(broken, key=lambda each: abs(each.span.start - (offset or 0))))
    if offset is None:
        return None
    span = Span(offset, min(offset + 1, len(text)))
    return Spot(document_pointer(linted.facts.document, span), span)


def _offset(text: str, cause: Cause) -> int | None:
    line, column = cause.groups.get("line"), cause.groups.get("column")
    if line is None or column is None:
        return None
    return LineIndex(text).offset(int(line) - 1, int(column) - 1)


def _of(finding: Finding) -> Spot:
    return Spot(finding.pointer, finding.span, finding)


def _shown(node: Node) -> Span:
    """Give what to underline for a value: of one in brackets only the first."""
    return Span(node.start, node.start + 1) if node.members or node.items else node.span
