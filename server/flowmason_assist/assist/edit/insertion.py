"""New stages in a file that is there, with everything else kept byte for byte."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.compile.compile import Made, input_schema, stage_document
from flowmason_assist.engine.json_value import Json
from flowmason_assist.lint.edits import add_items, add_member, add_members
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

_GAP = re.compile(r"(?:\r\n|\n|\r)([ \t]*)\Z")
_USUAL_INDENT = "  "


def insertion(facts: Facts, after: int, made: Made, output: str | None) -> Iterator[Edit]:
    """
    Give the edits that add stages behind the stage of an index, and declare their inputs.

    `output` is the stage that gives the result from then on, None to leave that as it is.
    """
    stage = facts.document.stages[after]
    added = [stage_document(each) for each in made.build.stages]
    yield from written_beside(facts, stage.span, added, is_before=False)
    shapes = {
        name: input_schema(name, shape)
        for name, shape in made.shapes.items()
        if name not in facts.inputs.fields
    }
    if shapes:
        yield from _declared(facts, shapes)
    if output is not None:
        yield _with_output(facts, output)


def written_beside(
    facts: Facts, span: Span, stages: Sequence[dict[str, Json]], *, is_before: bool
) -> Iterator[Edit]:
    """Give the edit that writes stages before or behind another one, indented like it."""
    text = facts.document.text
    found = _GAP.search(text, max(0, span.start - 1_000), span.start)
    margin = found[1] if found else None
    sibling = text[span.start : span.end]
    gap = " " if margin is None else f"\n{margin}"
    written = [_written(each, margin, sibling) for each in stages]
    place = span.start if is_before else span.end
    pieces = (f"{each},{gap}" if is_before else f",{gap}{each}" for each in written)
    yield Edit(Span(place, place), "".join(pieces))


def _written(value: dict[str, Json], margin: str | None, sibling: str) -> str:
    if margin is None or "\n" not in sibling:
        return json.dumps(value, ensure_ascii=False)
    indent = "\t" if "\t" in margin or "\n\t" in sibling else _USUAL_INDENT
    lines = json.dumps(value, ensure_ascii=False, indent=indent).split("\n")
    return f"\n{margin}".join(lines)


def _declared(facts: Facts, shapes: Mapping[str, Mapping[str, Json]]) -> Iterator[Edit]:
    text, root = facts.document.text, facts.pipeline.root
    schema = root.get("input_schema")
    properties = schema.get("properties") if schema else None
    if schema is None or properties is None or properties.kind is not NodeKind.OBJECT:
        value = {"type": "object", "properties": shapes, "required": [*shapes]}
        if schema is None:
            yield add_member(text, root, "input_schema", json.dumps(value, ensure_ascii=False))
        return
    written = [(name, json.dumps(shape, ensure_ascii=False)) for name, shape in shapes.items()]
    yield add_members(text, properties, written)
    yield from _required(text, schema, shapes)


def _required(text: str, schema: Node, shapes: Mapping[str, object]) -> Iterator[Edit]:
    required = schema.get("required")
    names = [json.dumps(name, ensure_ascii=False) for name in shapes]
    if required is None:
        yield add_member(text, schema, "required", f"[{', '.join(names)}]")
    elif required.kind is NodeKind.ARRAY:
        yield add_items(text, required, names)


def _with_output(facts: Facts, output: str) -> Edit:
    written = json.dumps(output, ensure_ascii=False)
    known = facts.pipeline.root.get("output_stage_id")
    if known is not None:
        return Edit(known.span, written)
    return add_member(facts.document.text, facts.pipeline.root, "output_stage_id", written)
