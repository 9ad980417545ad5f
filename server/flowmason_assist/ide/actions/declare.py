"""Inputs of a pipeline, declared and with a sample value."""

import json
from collections.abc import Iterator, Mapping

from flowmason_assist.ide.actions.fresh import written
from flowmason_assist.ide.formatting import layout_of
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lint.edits import add_item, add_member, add_members_before
from flowmason_assist.syntax.layout import Layout
from flowmason_assist.syntax.parse import parse
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.edit import Edit

_TYPES: Mapping[NodeKind, str] = {
    NodeKind.STRING: "string",
    NodeKind.ARRAY: "array",
    NodeKind.OBJECT: "object",
}


def json_type(node: Node) -> str | None:
    """Give the type of a value in the words of JSON Schema; None for null and what is missing."""
    match node.kind:
        case NodeKind.NUMBER:
            return "integer" if isinstance(node.value, int) else "number"
        case NodeKind.LITERAL:
            return "boolean" if isinstance(node.value, bool) else None
        case _:
            return _TYPES.get(node.kind)


def declare_input(snapshot: Snapshot, name: str, text: str) -> Iterator[Edit]:
    """
    Declare a required input with JSON text as its sample.

    Where other inputs have no samples, the value becomes an example in the schema: a sample
    of one input would keep a plain run from asking for the others.
    """
    inputs, root = snapshot.facts.inputs, snapshot.facts.pipeline.root
    has_others = bool(inputs.fields) and not inputs.has_sample
    node = parse(text).root
    declared: dict[str, object] = {"type": json_type(node)}
    if has_others:
        declared["examples"] = [node.to_python()]
    schema, sample = root.get("input_schema"), root.get("sample_input")
    fresh: dict[str, object] = {}
    if schema is not None:
        yield from _extended(snapshot, schema, name, declared)
    elif sample is None or not sample.members:
        fresh["input_schema"] = {
            "type": "object",
            "properties": {name: declared},
            "required": [name],
        }
    if sample is not None:
        yield add_member(snapshot.text, sample, name, text)
    elif not has_others:
        fresh["sample_input"] = {name: node.to_python()}
    if fresh:
        yield _added(snapshot, root, fresh)


def _extended(
    snapshot: Snapshot, schema: Node, name: str, declared: dict[str, object]
) -> Iterator[Edit]:
    properties, required = schema.get("properties"), schema.get("required")
    if properties is None:
        more = {"type": "object", "properties": {name: declared}, "required": [name]}
        whole = {**more, **_members(schema)}
        yield Edit(schema.span, _text(snapshot, whole))
        return
    layout = Layout(indent=layout_of(snapshot).indent)
    yield add_member(snapshot.text, properties, name, written(declared, layout, ""))
    if required is None:
        yield add_member(snapshot.text, schema, "required", json.dumps([name]))
    else:
        yield add_item(snapshot.text, required, json.dumps(name))


def _members(schema: Node) -> dict[str, object]:
    return {member.name: member.value.to_python() for member in schema.members}


def _added(snapshot: Snapshot, root: Node, fresh: Mapping[str, object]) -> Edit:
    """Add members before the first stages: a value to extract stands in one of these."""
    texts = {key: _text(snapshot, value) for key, value in fresh.items()}
    stages = next(member for member in root.members if member.name == "stages")
    return add_members_before(snapshot.text, stages, texts)


def _text(snapshot: Snapshot, value: object) -> str:
    layout = layout_of(snapshot)
    if "\n" not in snapshot.text and "\r" not in snapshot.text:
        return json.dumps(value, ensure_ascii=False)
    tidy = Layout(
        indent=layout.indent,
        line_end=layout.line_end,
        expanded=lambda path: path in ((), ("properties",)),
    )
    return written(value, tidy, layout.indent)
