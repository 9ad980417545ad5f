"""A stage that works on something else than before."""

import json
import re
from collections.abc import Iterator, Sequence

from flowmason_assist.analysis.facts import Facts
from flowmason_assist.assist.edit.subjects import stage_node
from flowmason_assist.syntax.tree import NodeKind
from flowmason_assist.text.edit import Edit


def rewired(facts: Facts, stage: str, old: str, path: str, waits: Sequence[str]) -> Iterator[Edit]:
    """
    Give the edits that make a stage read a path wherever it read a result of another stage.

    It waits for the stages of `waits` instead of that one.
    """
    node = stage_node(facts, stage)
    if node is None:
        return
    read = re.compile(rf"\bupstream\.{re.escape(old)}(?:\.[A-Za-z_]\w*)?(?![\w-])")
    depends = node.get("depends_on")
    inside = set(map(id, depends.items)) if depends is not None else set()
    for each in node.walk():
        if each.kind is NodeKind.STRING and id(each) not in inside and "{{" in each.value:
            after = read.sub(lambda _: path, each.value)
            if after != each.value:
                yield Edit(each.span, json.dumps(after, ensure_ascii=False))
    if depends is not None:
        named = [item.text for item in depends.items if item.text]
        replaced = dict.fromkeys(
            name for item in named for name in (waits if item == old else (item,))
        )
        if old in named:
            yield Edit(depends.span, json.dumps([*replaced], ensure_ascii=False))
