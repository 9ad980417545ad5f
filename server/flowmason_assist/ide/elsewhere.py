"""
Other files that name what a pipeline names: its tests, and pipelines that run it as a part.

An input stands in the `input` of each test case, and in the `input_data` of a subpipeline stage.
"""

from collections.abc import Iterator
from pathlib import Path

from flowmason_assist.expr.escapes import encode
from flowmason_assist.ide.names import Name, NameKind
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.syntax.parse import parse
from flowmason_assist.syntax.tree import Node
from flowmason_assist.text.edit import Edit
from flowmason_assist.text.span import Span

PIPELINE = ".pipeline.json"
TEST = ".test.json"


def names_of(snapshot: Snapshot) -> frozenset[str]:
    """Give what other files may call a pipeline: its id, its name, its file."""
    given = (snapshot.facts.pipeline.string(key) for key in ("id", "name"))
    file = snapshot.path.name
    return frozenset({*(text.value for text in given if text), file, file.removesuffix(PIPELINE)})


def may_mention(text: str, name: Name, pipeline_names: frozenset[str]) -> bool:
    """Tell cheaply whether another file is worth reading."""
    return f'"{name.text}"' in text and any(each in text for each in pipeline_names)


def edits_elsewhere(
    path: Path, text: str, name: Name, pipeline_names: frozenset[str], new_name: str
) -> list[Edit]:
    """Give the edits that a new name for an input asks for in another file."""
    if name.kind is not NameKind.INPUT:
        return []
    root = parse(text).root
    holders = _test_inputs(root, pipeline_names) if path.name.endswith(TEST) else ()
    if path.name.endswith(PIPELINE):
        holders = _part_inputs(root, pipeline_names)
    return [
        Edit(Span(member.key.start + 1, member.key.end - 1), encode(new_name))
        for holder in holders
        for member in holder.members
        if member.name == name.text
    ]


def _test_inputs(root: Node, pipeline_names: frozenset[str]) -> Iterator[Node]:
    tested = root.get("pipeline")
    cases = root.get("tests")
    if tested is None or Path(tested.text or "").name not in pipeline_names:
        return
    for case in cases.items if cases else ():
        given = case.get("input")
        if given is not None:
            yield given


def _part_inputs(root: Node, pipeline_names: frozenset[str]) -> Iterator[Node]:
    stages = root.get("stages")
    for stage in stages.items if stages else ():
        config = stage.get("config")
        component = stage.get("component_type")
        if config is None or component is None or component.text != "subpipeline":
            continue
        part, given = config.get("pipeline_id"), config.get("input_data")
        if part is not None and given is not None and part.text in pipeline_names:
            yield given
