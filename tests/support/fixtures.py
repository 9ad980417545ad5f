"""
Markdown fixtures as pytest tests.

A Markdown file in a folder of `tests` holds cases; the module of the folder's name in
`tests/support/runners` runs them. A runner gives the blocks of a case as they should be written;
a block that is written differently is the failure, shown as a diff. `pytest --accept` writes
what the runner gave.
"""

import difflib
import importlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import cast

import pytest

from tests.support.annotations import AnnotationError
from tests.support.markdown import Block, Case, FixtureError, read_cases

RUNNERS = Path(__file__).parent / "runners"

Runner = Callable[[Case], Mapping[Block, list[str]]]


class UnexpectedBlocksError(Exception):
    """Blocks that say something else than what happened."""


class FixtureFile(pytest.File):
    """A Markdown file with test cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """Give an item for each case."""
        folder = self.path.parent.name
        if not (RUNNERS / f"{folder}.py").is_file():
            raise FixtureError(f'{self.path}: nothing in {RUNNERS} runs the folder "{folder}"')
        for case in read_cases(self.path, self.path.read_text(encoding="utf-8")):
            yield FixtureItem.from_parent(self, name=case.title, case=case)


class FixtureItem(pytest.Item):
    """One case of a Markdown file."""

    def __init__(self, *, case: Case, name: str, parent: FixtureFile) -> None:
        super().__init__(name, parent)
        self.case = case
        self.funcargs: dict[str, object] = {}  # pytest-lsp looks into those of every test.

    def runtest(self) -> None:
        """Run the case; with `--accept`, note what its blocks should be."""
        runner = _runner(self.path.parent.name)
        changes = {
            block: lines
            for block, lines in runner(self.case).items()
            if tuple(lines) != block.lines
        }
        if changes and self.config.getoption("accept"):
            accepted = self.config.stash.setdefault(ACCEPTED, [])
            accepted.extend((self.path, block, lines) for block, lines in changes.items())
        elif changes:
            raise UnexpectedBlocksError("\n".join(self._differences(changes)))

    def _differences(self, changes: Mapping[Block, list[str]]) -> Iterator[str]:
        for block, lines in changes.items():
            shown = self.path.relative_to(self.config.rootpath)
            yield f'{shown}:{block.first_line}: "{self.case.title}"'
            if self.case.sentence:
                yield f"  {self.case.sentence}"
            yield from difflib.unified_diff(
                block.lines, lines, "written in the fixture", "what happened", lineterm="", n=3
            )

    def repr_failure(  # type: ignore[override]  # Ours is always a text.
        self, excinfo: pytest.ExceptionInfo[BaseException]
    ) -> object:
        """Give the difference without a traceback; a traceback for what went wrong otherwise."""
        expected = UnexpectedBlocksError | FixtureError | AnnotationError
        if isinstance(excinfo.value, expected):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Give the place of the case."""
        return self.path, self.case.line - 1, self.case.title


ACCEPTED = pytest.StashKey[list[tuple[Path, Block, list[str]]]]()


def write_accepted(config: pytest.Config) -> None:
    """Write the blocks that were accepted into their files, from the bottom up."""
    accepted = config.stash.get(ACCEPTED, [])
    for path, block, lines in sorted(accepted, key=lambda each: -each[1].first_line):
        written = path.read_text(encoding="utf-8").split("\n")
        start = block.first_line - 1
        written[start : start + len(block.lines)] = lines
        path.write_text("\n".join(written), encoding="utf-8", newline="\n")


def _runner(folder: str) -> Runner:
    module = importlib.import_module(f"tests.support.runners.{folder}")
    return cast("Runner", module.run)
