"""What an editor tells about the place under the cursor."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flowmason_assist.catalogue.component import Role
from flowmason_assist.ide import markdown
from flowmason_assist.ide.cursor import Cursor, Side, locate
from flowmason_assist.ide.describe import component, expression, key, rule, stage, template
from flowmason_assist.ide.describe.pipeline_input import pipeline_input
from flowmason_assist.ide.names import Name, NameKind, name_at
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.suppress import KEY
from flowmason_assist.text.span import Span


@dataclass(frozen=True, slots=True)
class Hover:
    """Markdown about a range of the document; `stage` is the position of the stage it is about."""

    span: Span
    text: str
    stage: int | None = None


def hover(snapshot: Snapshot, offset: int) -> Hover | None:
    """Tell about the place at an offset: what it means, then the rules that find fault with it."""
    cursor = locate(snapshot, offset)
    found = _meaning(cursor)
    rules = markdown.paragraphs(*_rules(snapshot, offset))
    if found is not None:
        return replace(found, text=markdown.paragraphs(found.text, rules))
    span = min(_fault_spans(snapshot, offset), key=lambda each: each.end - each.start, default=None)
    return Hover(span, rules) if span and rules else None


def _meaning(cursor: Cursor) -> Hover | None:
    describers = (_template, _name, _in_expression, _parameter, _silenced, _key)
    return next((found for each in describers if (found := each(cursor)) is not None), None)


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
    if node is None:
        return None
    return Hover(cursor.in_document(node.span), text, _stage(cursor, name) if name else None)


def _stage(cursor: Cursor, name: Name) -> int | None:
    if name.kind is not NameKind.STAGE:
        return None
    return (
        cursor.stage_index if cursor.path == ("id",) else cursor.snapshot.facts.index_of(name.text)
    )


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
            return component.component(known) if known else _unknown_component(cursor, name.text)
        case NameKind.LOOP_VARIABLE:
            return None


def _in_expression(cursor: Cursor) -> Hover | None:
    """Tell of a variable in a Python expression, or of a field in a JMESPath expression."""
    parameter, index = cursor.parameter, cursor.stage_index
    known = parameter.input if parameter else None
    if known is None or index is None or cursor.side is not Side.VALUE or not cursor.node:
        return None
    if known.role is Role.EXPRESSION:
        word = _word_at(cursor)
        text = expression.variable(cursor.snapshot, index, known, word.of(cursor.snapshot.text))
        return Hover(word, text) if text else None
    if known.role is Role.JMESPATH:
        found = expression.field(cursor.snapshot, index, cursor.inner_offset)
        return Hover(cursor.in_document(found[0]), found[1]) if found else None
    return None


def _word_at(cursor: Cursor) -> Span:
    text, start, end = cursor.snapshot.text, cursor.offset, cursor.offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return Span(start, end)


def _unknown_component(cursor: Cursor, name: str) -> str:
    catalogue = cursor.snapshot.catalogue
    near = catalogue.get(catalogue.nearest(name) or "")
    words = f"No component is named {markdown.code(name)}."
    if near is None:
        return words
    return f"{words} Did you mean {markdown.code(near.name)}? {component.description(near)}"


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


def _silenced(cursor: Cursor) -> Hover | None:
    """Tell of a rule that the file silences."""
    if KEY not in cursor.path[:1] or cursor.node is None or cursor.node.text is None:
        return None
    text = rule.rule(cursor.node.text)
    return Hover(cursor.in_document(cursor.node.span), text) if text else None


def _key(cursor: Cursor) -> Hover | None:
    if cursor.member is None or not all(isinstance(step, str) for step in cursor.path[-1:]):
        return None
    path = cursor.path if cursor.stage_index is None else ("stages", 0, *cursor.path)
    text = key.key(path)
    if path == ("stages",) and text:
        text = markdown.paragraphs(text, stage.count(cursor.snapshot.facts))
    return Hover(cursor.in_document(cursor.member.key.span), text) if text else None


def _rules(snapshot: Snapshot, offset: int) -> Iterator[str]:
    codes = dict.fromkeys(each.code for each in snapshot.findings if each.span.contains(offset))
    yield from (shown for each in codes if (shown := rule.line(each)))


def _fault_spans(snapshot: Snapshot, offset: int) -> Iterator[Span]:
    return (each.span for each in snapshot.findings if each.span.contains(offset))
