"""
Runs syntax fixtures: the problems of a JSON text, its tree, and the text after its edits.

A problem's label is its kind and its message: `missing_comma: a comma is missing here`.
"""

from collections.abc import Mapping

from flowmason_assist.syntax.parse import parse
from flowmason_assist.text.edit import apply
from tests.support import render
from tests.support.annotations import Annotation, read_annotated, write_annotated
from tests.support.markdown import Block, Case


def run(case: Case) -> Mapping[Block, list[str]]:
    """Give the blocks of a case as they should be written."""
    written = read_annotated(case.main.lines)
    parsed = parse(written.text)
    found = [
        Annotation(problem.span, f"{problem.kind.value}: {problem.message}")
        for problem in parsed.problems
    ]
    settled = list(render.settled(written.annotations, found))
    blocks: dict[Block, list[str]] = {}
    if sorted(settled) != list(written.annotations):
        blocks[case.main] = write_annotated(written.text, settled)
    if fixed := case.of_kind("fixed"):
        edits = [edit for problem in parsed.problems for edit in problem.edits]
        blocks[fixed] = write_annotated(apply(written.text, edits), [])
    if expect := case.of_kind("expect"):
        blocks[expect] = list(render.tree(parsed.root))
    return blocks
