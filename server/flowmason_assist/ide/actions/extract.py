"""A value of a stage that becomes an input of the pipeline."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.stage_facts import Parameter
from flowmason_assist.catalogue.component import Role
from flowmason_assist.expr.escapes import decode
from flowmason_assist.ide.actions.action import Action, ActionKind
from flowmason_assist.ide.actions.declare import declare_input, json_type
from flowmason_assist.ide.actions.fresh import free_name
from flowmason_assist.ide.cursor import Cursor, Side, locate
from flowmason_assist.ide.formatting import is_sound
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_ROLES = frozenset(
    {
        *(Role.VALUE, Role.TRUTH, Role.PROMPT, Role.SQL, Role.URL, Role.FILE_PATH),
        *(Role.SECONDS, Role.MILLISECONDS),
    }
)
_WORD = re.compile(r"[a-z0-9]+")
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class _Found:
    """What becomes an input: its JSON text, and the places in the document that hold it."""

    text: str
    name: str
    places: tuple[Span, ...]
    quoted: bool  # Whether the quotes of a string belong to the places.


def extractions(snapshot: Snapshot, span: Span) -> Iterator[Action]:
    """Offer to make the value at a place an input; whether that is sound is not checked yet."""
    cursor = locate(snapshot, span.start)
    parameter, node = cursor.parameter, cursor.node
    if not is_sound(snapshot.document.problems) or cursor.side is Side.KEY:
        return
    if any(("input",) in each.reads for each in snapshot.facts.stages):
        return  # Where all inputs together are read, one more would be seen.
    if parameter is None or node is None or not _may_vary(parameter):
        return
    if (
        cursor.stage
        and cursor.stage.component
        and cursor.stage.component.operation(node.text or "")
    ):
        return  # What a stage does at all is no matter of data.
    part = _selected(cursor, node, span)
    if part is not None:
        text = part.of(snapshot.text)
        found = _Found(f'"{text}"', _slug(text), (part,), quoted=False)
        yield _action(snapshot, found, "Extract the selection")
    elif json_type(node) is not None and not _holds_template(cursor, node):
        text = cursor.in_document(node.span).of(snapshot.text)
        name = _name(cursor, parameter)
        equals = _equals(snapshot.facts, parameter) if node is parameter.value else ()
        if len(equals) > 1:
            found = _Found(text, name, equals, quoted=True)
            yield _action(snapshot, found, f"Extract all {len(equals)} equal values")
        here = (cursor.in_document(node.span),)
        yield _action(snapshot, _Found(text, name, here, quoted=True), "Extract")


def _action(snapshot: Snapshot, found: _Found, verb: str) -> Action:
    facts = snapshot.facts
    read = {path[1] for each in facts.stages for path in each.reads if path[:-1] == ("input",)}
    name = free_name(found.name, {*facts.inputs.fields, *read})
    return Action(
        key=verb,
        title=f'{verb} into the input "{name}"',
        kind=ActionKind.EXTRACT,
        plan=lambda: tuple(_edits(snapshot, found, name)),
    )


def _edits(snapshot: Snapshot, found: _Found, name: str) -> Iterator[Edit]:
    template = f"{{{{input.{name}}}}}"
    for place in found.places:
        yield Edit(place, f'"{template}"' if found.quoted else template)
    yield from declare_input(snapshot, name, found.text)


def _may_vary(parameter: Parameter) -> bool:
    return parameter.input is not None and parameter.input.role in _ROLES


def _selected(cursor: Cursor, node: Node, span: Span) -> Span | None:
    """Give the selected part of a string, None where all of it is meant or it cannot be cut."""
    inside = Span(node.start + 1, node.end - 1)
    part = span.shifted(-cursor.base)
    text = cursor.snapshot.text
    if node.kind is not NodeKind.STRING or part.start == part.end or part.end > inside.end:
        return None
    literal = cursor.in_document(node.span).of(text)
    decoded = decode(literal)
    rest = literal[1 : part.start - node.start] + literal[part.end - node.start : -1]
    is_cut = any(
        decoded.offset(decoded.value_index(end - node.start)) != end - node.start for end in part
    )
    neighbors = text[span.start - 1] + text[span.end]
    touches = cursor.stage is not None and any(
        each.span.start < part.end and part.start < each.span.end
        for each in cursor.stage.references
    )
    if is_cut or touches or not rest.strip() or any(each in "{}" for each in neighbors):
        return None
    return span


def _holds_template(cursor: Cursor, node: Node) -> bool:
    references = cursor.stage.references if cursor.stage else ()
    return any(node.span.encloses(each.span) for each in references)


def _equals(facts: Facts, parameter: Parameter) -> tuple[Span, ...]:
    """Give the places where stages pass the same value under the same name."""
    value = parameter.value.to_python()
    return tuple(
        facts.place(index, other.value.span)
        for index, stage in enumerate(facts.stages)
        for other in stage.parameters
        if other.name == parameter.name
        and other.value.kind is parameter.value.kind
        and _may_vary(other)
        and other.value.to_python() == value
    )


def _name(cursor: Cursor, parameter: Parameter) -> str:
    keys = [step for step in cursor.path if isinstance(step, str)]
    return _slug(keys[-1] if keys else parameter.name)


def _slug(text: str) -> str:
    words: Sequence[str] = _WORD.findall(text.lower())
    return "_".join(words[:_MOST_WORDS]) or "value"
