"""The strings of a pipeline that people mean when they name words in it."""

import json
import re
from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.lint.edits import add_member, rename_key
from flowmason_assist.syntax.parse import parse
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.edit import Edit

_TEMPLATE = re.compile(r"(\{\{.*?\}\})", re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_IDS = ("id", "output_stage_id", "")  # Where a stage's id stands; in lists there is no key.


def strings_in(facts: Facts) -> Iterator[tuple[str, Node]]:
    """Give the strings of a file with their keys, empty in lists; places count from its start."""
    return ((key, node) for key, node in _nodes(facts) if node.kind is NodeKind.STRING)


def _nodes(facts: Facts) -> Iterator[tuple[str, Node]]:
    pending = [("", parse(facts.document.text).root)]
    while pending:
        key, node = pending.pop()
        yield key, node
        pending += [(member.name, member.value) for member in reversed(node.members)]
        pending += [("", item) for item in reversed(node.items)]


def replaced(
    facts: Facts, old: str, new: str, *, whole: bool
) -> tuple[tuple[Edit, ...], str | None]:
    """
    Give the edits that replace words, or why there are none.

    With `whole`, a stage's id: strings that are just this, and templates that read the stage.
    """
    edits = []
    ids = {each.id for each in facts.stages}
    for key, node in strings_in(facts):
        if whole:
            is_id = key in _IDS and node.value == old
            after = new if is_id else _with_stage(node.value, old, new)
        elif node.value not in ids:
            after = _outside_templates(node.value, old, new)
        else:
            continue
        if after != node.value:
            edits.append(Edit(node.span, json.dumps(after, ensure_ascii=False)))
    if not whole:
        edits += [Edit(node.span, new) for node in _numbers(facts) if _is_number(node, old, new)]
    return tuple(edits), None if edits else f'"{old}" stands nowhere in the file'


def renamed_input(facts: Facts, old: str, new: str) -> tuple[Edit, ...]:
    """Give the edits that rename an input: where it is declared, and where it is read."""
    reads = re.compile(rf"(\binput\.){re.escape(old)}(?![\w-])")
    edits = []
    for _, node in strings_in(facts):
        parts = _TEMPLATE.split(node.value)
        after = "".join(
            reads.sub(lambda found: f"{found[1]}{new}", part) if part.startswith("{{") else part
            for part in parts
        )
        if after != node.value:
            edits.append(Edit(node.span, json.dumps(after, ensure_ascii=False)))
    schema = parse(facts.document.text).root.get("input_schema")
    properties = schema.get("properties") if schema else None
    required = schema.get("required") if schema else None
    declared = properties.members if properties else ()
    listed = required.items if required else ()
    edits += [rename_key(member, new) for member in declared if member.name == old]
    name = json.dumps(new, ensure_ascii=False)
    edits += [Edit(item.span, name) for item in listed if item.text == old]
    return tuple(edits)


def titled(facts: Facts, name: str) -> tuple[Edit, ...]:
    """Give the edit that gives the pipeline another name."""
    root = parse(facts.document.text).root
    written, known = json.dumps(name, ensure_ascii=False), root.get("name")
    if known is None:
        return (add_member(facts.document.text, root, "name", written),)
    return (Edit(known.span, written),)


def _outside_templates(text: str, old: str, new: str) -> str:
    parts = _TEMPLATE.split(text)
    return "".join(
        part
        if part.startswith("{{")
        else re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, part)
        for part in parts
    )


def _numbers(facts: Facts) -> Iterator[Node]:
    return (node for _, node in _nodes(facts) if node.kind is NodeKind.NUMBER)


def _is_number(node: Node, old: str, new: str) -> bool:
    return str(node.value) == old and _NUMBER.fullmatch(new) is not None


def _with_stage(text: str, old: str, new: str) -> str:
    for end in (".", "}", " "):
        text = text.replace(f"upstream.{old}{end}", f"upstream.{new}{end}")
    return text
