"""A stage taken out of a pipeline, with what only spoke of it."""

import json
from collections.abc import Iterator

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.edit.rewiring import rewired
from flowmason_assist.lint.edits import remove_item
from flowmason_assist.syntax.parse import parse
from flowmason_assist.syntax.tree import Node, NodeKind
from flowmason_assist.text.edit import Edit

# Stages that make another version of what they are given.
_PASSING_ON = frozenset(
    {"summarizer", "translator", "rewriter", "improver", "filter", "pandas", "schema_validate"}
)


def removal(facts: Facts, stage: str) -> tuple[tuple[Edit, ...], str | None]:
    """Give the edits that remove a stage, or why it cannot go."""
    readers = [each.id for each in facts.stages if _reads(each.reads, stage) and each.id != stage]
    bridge = _bridge(facts, stage) if readers else None
    if readers and bridge is None:
        shown = ", ".join(f'"{each}"' for each in readers)
        return (), f'"{stage}" is read by {shown}: change or remove them first'
    if len(facts.stages) == 1:
        return (), "it is the only stage"
    edits = list(_edits(facts, stage, frozenset(filter(None, readers))))
    if bridge is not None:
        root, _, rest = bridge.partition(".")
        waits = [rest.partition(".")[0]] if root == "upstream" else []
        for reader in filter(None, readers):
            edits += rewired(facts, reader, stage, bridge, waits)
    return tuple(edits), None


def _bridge(facts: Facts, stage: str) -> str | None:
    """Give the path that a stage passes on, changed, which others may read when it is gone."""
    index = facts.index_of(stage)
    found = facts.stages[index] if index is not None else None
    if found is None or found.component is None or found.component.name not in _PASSING_ON:
        return None
    paths = {each.template.path_text.strip() for each in found.references if each.template.whole}
    return paths.pop() if len(paths) == 1 else None


def _edits(facts: Facts, stage: str, readers: frozenset[str]) -> Iterator[Edit]:
    text = facts.document.text
    root = parse(text).root
    stages = root.get("stages")
    items = stages.items if stages is not None else ()
    before: list[str] = []
    for item in items:
        if _value(item.get("id")) == stage and stages is not None:
            before = [each.value for each in _items(item.get("depends_on"))]
            yield remove_item(text, stages, item)
            continue
        if _value(item.get("id")) not in readers:
            yield from _mentions(text, item, stage)
    output = root.get("output_stage_id")
    if output is not None and _value(output) == stage:
        ids = [_value(item.get("id")) for item in items]
        left = [each for each in ids if each and each != stage]
        chosen = next((each for each in before if each in left), left[-1])
        yield Edit(output.span, json.dumps(chosen, ensure_ascii=False))


def _mentions(text: str, node: Node, stage: str) -> Iterator[Edit]:
    """Take a stage out of every list that names it."""
    pending = [node]
    while pending:
        current = pending.pop()
        if current.kind is NodeKind.ARRAY:
            for item in current.items:
                if _value(item) == stage:
                    yield remove_item(text, current, item)
        pending += [member.value for member in current.members]
        pending += current.items


def _items(node: Node | None) -> tuple[Node, ...]:
    return tuple(node.items) if node is not None else ()


def _value(node: Node | None) -> str | None:
    return node.value if node is not None and node.kind is NodeKind.STRING else None


def _reads(reads: object, stage: str) -> bool:
    paths = reads if isinstance(reads, tuple | list | set | frozenset) else ()
    return any(tuple(path[:2]) == ("upstream", stage) for path in paths)
