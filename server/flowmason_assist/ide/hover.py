"""What an editor tells about the place under the cursor."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowmason_assist.ide import markdown, pages
from flowmason_assist.ide.cursor import Cursor, Side, locate
from flowmason_assist.ide.describe import component, key, stage, template
from flowmason_assist.ide.describe.pipeline_input import pipeline_input
from flowmason_assist.ide.names import Name, NameKind, name_at
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.load import find_rule
from flowmason_assist.text.span import Span


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown about a range of the document."""

    span: Span
    text: str


def hover(snapshot: Snapshot, offset: int) -> Hover | None:
    """Tell about the place at an offset: what it means, then the rules that find fault with it."""
    cursor = locate(snapshot, offset)
    found = _meaning(cursor)
    rules = markdown.paragraphs(*_rules(snapshot, offset))
    if found is not None:
        return Hover(found.span, markdown.paragraphs(found.text, rules))
    span = min(_fault_spans(snapshot, offset), key=lambda each: each.end - each.start, default=None)
    return Hover(span, rules) if span and rules else None


def _meaning(cursor: Cursor) -> Hover | None:
    return _template(cursor) or _name(cursor) or _parameter(cursor) or _key(cursor)


def _template(cursor: Cursor) -> Hover | None:
    reference, index = cursor.reference, cursor.stage_index
    if reference is None or index is None or not reference.names:
        return None
    touched = cursor.segment
    last = len(reference.names) - 1 if touched is None else touched
    text = template.segment(cursor.snapshot.facts, cursor.snapshot.view(index), reference, last)
    span = reference.span if touched is None else reference.segment_span(touched)
    return Hover(cursor.in_document(span), text) if text else None


def _name(cursor: Cursor) -> Hover | None:
    name = name_at(cursor)
    text = _named(cursor, name) if name else None
    if text is None:
        return None
    node = cursor.node or (cursor.member.key if cursor.member else None)
    return Hover(cursor.in_document(node.span), text) if node else None


def _named(cursor: Cursor, name: Name) -> str | None:
    facts = cursor.snapshot.facts
    match name.kind:
        case NameKind.STAGE if cursor.path == ("id",) and cursor.stage_index is not None:
            return stage.stage(facts, cursor.stage_index)
        case NameKind.STAGE:
            return stage.stage_named(facts, name.text)
        case NameKind.INPUT:
            return pipeline_input(facts, name.text)
        case NameKind.COMPONENT:
            known = cursor.snapshot.catalogue.get(name.text)
            return component.component(known) if known else None
        case NameKind.LOOP_VARIABLE:
            return None


def _parameter(cursor: Cursor) -> Hover | None:
    parameter, found = cursor.parameter, cursor.stage
    if parameter is None or found is None or found.component is None or cursor.member is None:
        return None
    span = cursor.in_document(cursor.member.key.span)
    if parameter.input is None:
        name = markdown.code(parameter.name)
        owner = markdown.code(found.component.name)
        return Hover(span, f"{owner} knows no input {name}: the engine drops it.")
    if cursor.member is not parameter.member:
        names = {each.name: each for each in parameter.input.keys}
        inner = names.get(cursor.member.name)
        return Hover(span, component.key(parameter.name, inner)) if inner else None
    if cursor.side is Side.VALUE and cursor.node is not None:
        span = cursor.in_document(cursor.node.span)
    return Hover(span, component.parameter(found.component, parameter.input))


def _key(cursor: Cursor) -> Hover | None:
    if cursor.member is None or not all(isinstance(step, str) for step in cursor.path[-1:]):
        return None
    path = cursor.path if cursor.stage_index is None else ("stages", 0, *cursor.path)
    text = key.key(path)
    return Hover(cursor.in_document(cursor.member.key.span), text) if text else None


def _rules(snapshot: Snapshot, offset: int) -> Iterator[str]:
    codes = dict.fromkeys(each.code for each in snapshot.findings if each.span.contains(offset))
    for each in codes:
        rule = find_rule(each)
        if rule is not None:
            address = pages.rule_page(rule.name)
            yield f"{markdown.link(rule.code, address)}: {markdown.prose(rule.summary)}"


def _fault_spans(snapshot: Snapshot, offset: int) -> Iterator[Span]:
    return (each.span for each in snapshot.findings if each.span.contains(offset))
