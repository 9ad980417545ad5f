"""
The names that a pipeline gives: stages, inputs, loop variables, components.

Finding what a cursor names, and every place that names the same, is all that definition,
references, highlights and rename need.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from flowmason_assist.analysis.flow import Part
from flowmason_assist.analysis.loops import loop_variables
from flowmason_assist.analysis.stage_facts import Reference, StageFacts
from flowmason_assist.ide.cursor import Cursor, Side
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.model.pipeline import Text
from flowmason_assist.text.span import Span


class NameKind(Enum):
    """What a name stands for."""

    STAGE = "stage"
    INPUT = "input"
    LOOP_VARIABLE = "loop_variable"
    COMPONENT = "component"


@dataclass(frozen=True, slots=True)
class Name:
    """A name; `owner` is the foreach of a loop variable."""

    kind: NameKind
    text: str
    owner: str | None = None


class Use(Enum):
    """How a place uses a name."""

    DEFINITION = "definition"
    READ = "read"
    MENTION = "mention"  # In depends_on, a control list or output_stage_id.


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place that names something, without quotes, in document offsets."""

    span: Span
    use: Use


def name_at(cursor: Cursor) -> Name | None:
    """Give the name that a cursor touches, or None."""
    return _in_template(cursor) or _in_stage(cursor) or _in_head(cursor)


def occurrences(snapshot: Snapshot, name: Name) -> list[Occurrence]:
    """Give every place that uses a name, in the order of the file."""
    finders = {
        NameKind.STAGE: _stage_occurrences,
        NameKind.INPUT: _input_occurrences,
        NameKind.LOOP_VARIABLE: _loop_occurrences,
        NameKind.COMPONENT: _component_occurrences,
    }
    return sorted(finders[name.kind](snapshot, name), key=lambda each: each.span)


def place_of(snapshot: Snapshot, cursor: Cursor, name: Name) -> Span | None:
    """Give the occurrence that the cursor touches."""
    return next(
        (each.span for each in occurrences(snapshot, name) if each.span.contains(cursor.offset)),
        None,
    )


def definition_span(snapshot: Snapshot, name: Name) -> Span | None:
    """Give the place that introduces a name."""
    return next(
        (each.span for each in occurrences(snapshot, name) if each.use is Use.DEFINITION),
        None,
    )


def _in_template(cursor: Cursor) -> Name | None:
    reference, segment = cursor.reference, cursor.segment
    if reference is None or segment is None or cursor.stage is None:
        return None
    names = reference.names
    if segment == 1 and reference.root == "upstream":
        return Name(NameKind.STAGE, names[1])
    if segment == 1 and reference.root == "input":
        return Name(NameKind.INPUT, names[1])
    if segment == 1 and reference.root == "context":
        return _loop_name(cursor.snapshot, cursor.stage, names[1])
    if segment == 2 and reference.root == "upstream":  # noqa: PLR2004 - behind root and id
        loop = cursor.snapshot.facts.flow.stages.get(names[1])
        if loop and _is_loop(loop) and names[2] in loop_variables(loop):
            return Name(NameKind.LOOP_VARIABLE, names[2], names[1])
    return None


def _in_stage(cursor: Cursor) -> Name | None:
    stage = cursor.stage
    node = cursor.node
    if stage is None or node is None or node.text is None or cursor.side is Side.KEY:
        return None
    if cursor.path == ("id",) or cursor.path[:1] == ("depends_on",):
        return Name(NameKind.STAGE, node.text)
    mention = cursor.mention
    if mention is not None and _is_plain(mention.stage_id):
        return Name(NameKind.STAGE, mention.stage_id.value)
    if stage.component_name is not None and node.span == stage.component_name.span:
        return Name(NameKind.COMPONENT, node.text)
    if _is_loop(stage) and cursor.path[-1:] in (("item_variable",), ("index_variable",)):
        return Name(NameKind.LOOP_VARIABLE, node.text, stage.id)
    return None


def _in_head(cursor: Cursor) -> Name | None:
    if cursor.stage is not None:
        return None
    match cursor.path:
        case ("output_stage_id",) if cursor.node and cursor.node.text and cursor.side is Side.VALUE:
            return Name(NameKind.STAGE, cursor.node.text)
        case ("input_schema", "properties", str(name)) if cursor.side is Side.KEY:
            return Name(NameKind.INPUT, name)
        case ("input_schema", "required", int()) if cursor.node and cursor.node.text:
            return Name(NameKind.INPUT, cursor.node.text)
        case ("sample_input", str(name)) if cursor.side is Side.KEY:
            return Name(NameKind.INPUT, name)
    return None


def _loop_name(snapshot: Snapshot, stage: StageFacts, text: str) -> Name | None:
    for membership in snapshot.facts.flow.memberships.get(stage.id or "", ()):
        loop = snapshot.facts.flow.stages[membership.controller]
        if membership.part is Part.LOOP and text in loop_variables(loop):
            return Name(NameKind.LOOP_VARIABLE, text, membership.controller)
    return None


def _stage_occurrences(snapshot: Snapshot, name: Name) -> Iterator[Occurrence]:
    facts = snapshot.facts
    output = facts.output_stage
    if output is not None and output.value == name.text:
        yield Occurrence(_inside(output.span), Use.MENTION)
    for index, stage in enumerate(facts.stages):
        own = stage.stage.id
        if own is not None and own.value == name.text:
            yield Occurrence(facts.place(index, _inside(own.span)), Use.DEFINITION)
        mentioned = (*stage.stage.depends_on, *(each.stage_id for each in stage.mentions))
        for text in mentioned:
            if text.value == name.text and _is_plain(text):
                yield Occurrence(facts.place(index, _inside(text.span)), Use.MENTION)
        if ("upstream", name.text) in stage.reads:
            for reference in stage.references:
                if reference.stage == name.text:
                    span = facts.place(index, reference.segment_span(1))
                    yield Occurrence(span, Use.READ)


def _input_occurrences(snapshot: Snapshot, name: Name) -> Iterator[Occurrence]:
    facts = snapshot.facts
    schema = facts.pipeline.root.get("input_schema")
    properties = schema.get("properties") if schema else None
    required = schema.get("required") if schema else None
    sample = facts.pipeline.root.get("sample_input")
    defined = False
    for holder in (properties, sample):
        for member in holder.members if holder else ():
            if member.name == name.text:
                use = Use.MENTION if defined else Use.DEFINITION
                defined = True
                yield Occurrence(_inside(member.key.span), use)
    for item in required.items if required else ():
        if item.text == name.text:
            yield Occurrence(_inside(item.span), Use.MENTION)
    for index, stage in enumerate(facts.stages):
        if ("input", name.text) in stage.reads:
            for reference in stage.references:
                if reference.names[:2] == ("input", name.text):
                    span = facts.place(index, reference.segment_span(1))
                    yield Occurrence(span, Use.READ)


def _loop_occurrences(snapshot: Snapshot, name: Name) -> Iterator[Occurrence]:
    facts = snapshot.facts
    for index, stage in enumerate(facts.stages):
        if stage.id == name.owner:
            for key in ("item_variable", "index_variable"):
                parameter = stage.parameter(key)
                if parameter is not None and parameter.value.text == name.text:
                    span = facts.place(index, _inside(parameter.value.span))
                    yield Occurrence(span, Use.DEFINITION)
        for reference in stage.references:
            segment = _loop_segment(snapshot, stage, reference, name)
            if segment is not None:
                span = facts.place(index, reference.segment_span(segment))
                yield Occurrence(span, Use.READ)


def _loop_segment(
    snapshot: Snapshot, stage: StageFacts, reference: Reference, name: Name
) -> int | None:
    names = reference.names
    if names[:3] == ("upstream", name.owner, name.text):
        return 2
    if names[:2] == ("context", name.text) and _loop_name(snapshot, stage, name.text) == name:
        return 1
    return None


def _component_occurrences(snapshot: Snapshot, name: Name) -> Iterator[Occurrence]:
    facts = snapshot.facts
    for index, stage in enumerate(facts.stages):
        component = stage.component_name
        if component is not None and component.value == name.text:
            yield Occurrence(facts.place(index, _inside(component.span)), Use.READ)


def _is_loop(stage: StageFacts) -> bool:
    return stage.component is not None and stage.component.name == "foreach"


def _is_plain(text: Text) -> bool:
    """Tell whether a stage id is written as a string of its own, not inside JSON text."""
    return text.span.end - text.span.start == len(text.value) + 2


def _inside(span: Span) -> Span:
    return Span(span.start + 1, span.end - 1)
