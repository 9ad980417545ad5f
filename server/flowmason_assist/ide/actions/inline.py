"""An input of the pipeline that becomes the value of its sample, wherever it is read."""

import json
from collections.abc import Iterator

from flowmason_assist.analysis.coerce import UNKNOWN
from flowmason_assist.analysis.facts import Facts
from flowmason_assist.analysis.stage_facts import Reference
from flowmason_assist.expr.escapes import encode
from flowmason_assist.expr.scanner import scan_raw
from flowmason_assist.ide.actions.action import Action, ActionKind
from flowmason_assist.ide.cursor import Cursor, locate
from flowmason_assist.ide.formatting import is_sound
from flowmason_assist.ide.names import NameKind, name_at
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.edits import remove_item, remove_member
from flowmason_assist.syntax.tree import NodeKind
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_BRACES = ("{", "}")


def inlinings(snapshot: Snapshot, span: Span) -> Iterator[Action]:
    """Offer to replace the input at a place by its sample, where all of its uses allow it."""
    if not is_sound(snapshot.document.problems):
        return
    name = _input_at(locate(snapshot, span.start))
    facts = snapshot.facts
    field = facts.inputs.fields.get(name or "")
    if name is None or field is None or not field.sampled:
        return
    uses = [
        (index, each)
        for index, stage in enumerate(facts.stages)
        for each in stage.references
        if each.names[:2] == ("input", name)
    ]
    reads_all = any(("input",) in stage.reads for stage in facts.stages)
    if uses and not reads_all and all(_fits(facts, each) for _, each in uses):
        places = "1 place" if len(uses) == 1 else f"{len(uses)} places"
        yield Action(
            key="inline",
            title=f'Replace the input "{name}" by its sample ({places})',
            kind=ActionKind.INLINE,
            plan=lambda: tuple(_edits(snapshot, name, uses)),
        )


def _input_at(cursor: Cursor) -> str | None:
    name = name_at(cursor)
    if name is not None and name.kind is NameKind.INPUT:
        return name.text
    reference = cursor.reference
    is_field = reference is not None and reference.names[:-1][:1] == ("input",)
    return reference.names[1] if reference is not None and is_field else None


def _fits(facts: Facts, reference: Reference) -> bool:
    """Tell whether the sample can stand where a template does without becoming one."""
    value = facts.inputs.sample_at(reference.names)
    if value is UNKNOWN:
        return False
    if reference.template.whole:
        return "{{" not in json.dumps(value)
    return not any(brace in _pasted(value) for brace in _BRACES)


def _edits(snapshot: Snapshot, name: str, uses: list[tuple[int, Reference]]) -> Iterator[Edit]:
    facts = snapshot.facts
    if _count(facts, name) != len(uses):
        return  # Some part of a stage that only other readers look at reads it too.
    for index, reference in uses:
        value = facts.inputs.sample_at(reference.names)
        if reference.template.whole:
            written = json.dumps(value, ensure_ascii=False)
            yield Edit(facts.place(index, reference.literal.span), written)
        else:
            yield Edit(facts.place(index, reference.span), encode(_pasted(value)))
    yield from _without_declaration(snapshot, name)


def _pasted(value: object) -> str:
    """Give a value as the engine pastes it into text."""
    return "" if value is None else str(value)


def _count(facts: Facts, name: str) -> int:
    """Count the templates that read an input, wherever they stand in the stages."""
    found = 0
    for stage in facts.stages:
        for node in stage.stage.root.walk():
            if node.kind is NodeKind.STRING:
                templates = scan_raw(stage.stage.text[node.start : node.end]).templates
                paths = ([segment.name for segment in each.segments[:2]] for each in templates)
                found += sum(path == ["input", name] for path in paths)
    return found


def _without_declaration(snapshot: Snapshot, name: str) -> Iterator[Edit]:
    root, text = snapshot.facts.pipeline.root, snapshot.text
    schema = root.get("input_schema")
    properties = schema.get("properties") if schema else None
    required = schema.get("required") if schema else None
    for holder in (properties, root.get("sample_input")):
        member = holder.member(name) if holder else None
        if holder is not None and member is not None:
            yield remove_member(text, holder, member)
    for item in required.items if required else ():
        if required is not None and item.text == name:
            yield remove_item(text, required, item)
