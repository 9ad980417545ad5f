"""The outline of a pipeline: its inputs and its stages, with what stands in them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.syntax.tree import Member, Node, NodeKind
from flowmason_assist.text.span import Span


class EntryKind(Enum):
    """What an entry of the outline is."""

    PIPELINE = "pipeline"
    INPUT = "input"
    STAGE = "stage"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `span` covers all of it, `name_span` what to select."""

    kind: EntryKind
    name: str
    detail: str
    span: Span
    name_span: Span
    children: tuple["Entry", ...] = ()


def outline(snapshot: Snapshot) -> tuple[Entry, ...]:
    """Give the outline of a file, in the order of the text."""
    return tuple(sorted((*_inputs(snapshot), *_stages(snapshot)), key=lambda each: each.span))


def _inputs(snapshot: Snapshot) -> Iterator[Entry]:
    schema = snapshot.facts.pipeline.root.get("input_schema")
    properties = schema.get("properties") if schema else None
    for member in properties.members if properties else ():
        declared = member.value.get("type")
        detail = declared.text or "" if declared else ""
        yield Entry(EntryKind.INPUT, member.name, detail, member.span, member.key.span)


def _stages(snapshot: Snapshot) -> Iterator[Entry]:
    facts = snapshot.facts
    for index, stage in enumerate(facts.stages):
        component = stage.component_name.value if stage.component_name else "no component"
        wave = facts.flow.waves.get(stage.id or "")
        detail = f"{component} · wave {wave}" if wave else component
        span = facts.place(index, stage.stage.root.span)
        config = stage.stage.root.get("config")
        children = tuple(
            _setting(member, facts.start(index)) for member in (config.members if config else ())
        )
        name = stage.id or f"stage {index + 1}"
        name_span = facts.place(index, stage.stage.name_span)
        yield Entry(EntryKind.STAGE, name, detail, span, name_span, children)


def _setting(member: Member, start: int) -> Entry:
    return Entry(
        EntryKind.SETTING,
        member.name or '""',
        _brief(member.value),
        member.span.shifted(start),
        member.key.span.shifted(start),
    )


def _brief(node: Node) -> str:
    match node.kind:
        case NodeKind.OBJECT:
            return "{…}" if node.members else "{}"
        case NodeKind.ARRAY:
            return f"[{len(node.items)}]"
        case NodeKind.STRING:
            line = " ".join(node.value.split())
            return line if len(line) <= 40 else f"{line[:39]}…"  # noqa: PLR2004 - fits an outline
        case NodeKind.MISSING:
            return ""
        case _:
            return json.dumps(node.value)
