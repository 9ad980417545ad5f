"""
Runs fixtures of editor features: a file with a cursor, and what an editor is told.

`tests/ide/<feature>.md`, or `<feature>-<part>.md`, is run by `tests/support/features/<feature>.py`:
its `expect` gives the lines of an "expect" block, its `fixed` the text for a "fixed" block. `$0` in
the file marks the cursor, two of them a selection. Both get all that is known as `Asked`.
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from flowmason_assist.catalogue.load import Catalogue, load_catalogue
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.ide.workspace import make_snapshot
from flowmason_assist.lint.settings import LintSettings
from flowmason_assist.resources import folder
from tests.support.annotations import read_annotated, write_annotated
from tests.support.markdown import Block, Case, FixtureError

CURSOR = "$0"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a feature is asked: the file, its cursors, and the words behind the block's fence."""

    snapshot: Snapshot
    offsets: tuple[int, ...]
    options: tuple[str, ...]
    case: Case

    @property
    def offset(self) -> int:
        """Give the only cursor, or where the selection starts."""
        if not self.offsets:
            place = f"{self.case.path}:{self.case.line}"
            raise FixtureError(f"{place}: no cursor stands in the file; write {CURSOR}")
        return self.offsets[0]


def run(case: Case) -> Mapping[Block, list[str]]:
    """Give the blocks of a case as they should be written."""
    feature = _feature(case)
    snapshot, offsets = open_file(case.main)
    blocks: dict[Block, list[str]] = {}
    for block in case.blocks:
        asked = Asked(snapshot, offsets, block.options, case)
        if block.kind == "expect":
            blocks[block] = [*feature.expect(asked)]
        elif block.kind == "fixed":
            blocks[block] = _lines(feature.fixed(asked), block)
    return blocks


def open_file(block: Block) -> tuple[Snapshot, tuple[int, ...]]:
    """Give a file as an editor has it open, and the offsets of its cursors."""
    parts = read_annotated(block.lines).text.split(CURSOR)
    offsets = [len("".join(parts[:count])) for count in range(1, len(parts))]
    path = Path(block.name)
    snapshot = make_snapshot(path, "".join(parts), 1, catalogue(), LintSettings())
    return snapshot, tuple(offsets)


@cache
def catalogue() -> Catalogue:
    """Give the components that FlowMason ships, read once."""
    return load_catalogue(folder("schemas"))


def _feature(case: Case) -> ModuleType:
    feature = case.path.stem.partition("-")[0]
    name = f"tests.support.features.{feature}"
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise FixtureError(f"{case.path}: {name} is missing, which would run it") from None


def _lines(text: str, block: Block) -> list[str]:
    is_same = read_annotated(block.lines).text == text
    return list(block.lines) if is_same else write_annotated(text, [])
