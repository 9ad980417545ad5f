"""Markdown files as test cases: headings, sentences, and the fenced blocks below them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

MAIN_FILE = "main.pipeline.json"
CHECKED = ("fixed", "expect")
GIVEN = ("settings", "reply")

_HEADING = re.compile(r"#+ +(?P<title>.+?) *")
_OPENING = re.compile(r"(?P<fence>`{3,}|~{3,})(?P<info>.*)")
_LANGUAGES = ("json", "python", "toml", "text", "markdown")


class FixtureError(Exception):
    """A Markdown file that cannot be read as a fixture; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Block:
    """
    A fenced block.

    `kind` is "file" for a block that holds a file, else the word behind the fence: "settings",
    "reply", "expect" or "fixed". `first_line` is where its text starts in the Markdown file,
    counted from one.
    """

    kind: str
    name: str
    options: tuple[str, ...]
    lines: tuple[str, ...]
    first_line: int

    @property
    def text(self) -> str:
        """Give the text of the block; each line has a line end."""
        return "".join(f"{line}\n" for line in self.lines)


@dataclass(frozen=True, slots=True)
class Case:
    """One test: files and what is expected of them, under a heading."""

    path: Path
    title: str
    intro: str  # What stands below the first heading, before the first block.
    sentence: str  # What stands above the case's first block.
    blocks: tuple[Block, ...]

    @property
    def line(self) -> int:
        """Give the line of the first fence, counted from one."""
        return self.blocks[0].first_line - 1

    @property
    def files(self) -> tuple[Block, ...]:
        """Give the files of the case's workspace."""
        return tuple(block for block in self.blocks if block.kind == "file")

    @property
    def main(self) -> Block:
        """Give the first file."""
        if not self.files:
            raise FixtureError(f'{self.path}:{self.line}: the case "{self.title}" has no file')
        return self.files[0]

    def of_kind(self, kind: str) -> Block | None:
        """Give the only block of a kind, or None."""
        found = [block for block in self.blocks if block.kind == kind]
        if len(found) > 1:
            place = f"{self.path}:{found[1].first_line}"
            raise FixtureError(f'{place}: the case has a second "{kind}" block')
        return found[0] if found else None


@dataclass(slots=True)
class _Section:
    """What stands below one heading."""

    title: str
    prose: list[str] = field(default_factory=list)
    cases: list[tuple[str, list[Block]]] = field(default_factory=list)


def read_cases(path: Path, text: str) -> list[Case]:
    """
    Give the test cases of a Markdown file.

    A heading starts a case; so does a file whose name the case under this heading has already.
    """
    sections = list(_sections(path, text.split("\n")))
    intro = " ".join(sections[0].prose) if sections else ""
    cases = [
        Case(path, _title(section, number), intro, sentence, tuple(blocks))
        for section in sections
        for number, (sentence, blocks) in enumerate(section.cases, start=1)
    ]
    _refuse_twins(cases)
    return cases


def _title(section: _Section, number: int) -> str:
    return section.title if number == 1 else f"{section.title} ({number})"


def _refuse_twins(cases: list[Case]) -> None:
    ordered = sorted(cases, key=lambda case: case.title)
    for first, second in pairwise(ordered):
        if first.title == second.title:
            place = f"{second.path}:{second.line}"
            raise FixtureError(f'{place}: the heading "{second.title}" stands here twice')


def _sections(path: Path, lines: list[str]) -> Iterator[_Section]:
    section = _Section(path.stem)
    paragraph: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if heading := _HEADING.fullmatch(line):
            if section.prose or section.cases:
                yield section
            section = _Section(heading["title"])
            paragraph = []
        elif opening := _OPENING.fullmatch(line):
            end = _closing(path, lines, at, opening["fence"])
            block = _block(path, opening["info"].split(), tuple(lines[at:end]), at + 1)
            _add(path, section, block, " ".join(paragraph))
            paragraph = []
            at = end + 1
        elif line.strip():
            paragraph.append(line.strip())
            if not section.cases:
                section.prose.append(line.strip())
    yield section


def _closing(path: Path, lines: list[str], start: int, fence: str) -> int:
    for at in range(start, len(lines)):
        if lines[at].rstrip() == fence:
            return at
    raise FixtureError(f"{path}:{start}: this block is never closed")


def _block(path: Path, info: list[str], lines: tuple[str, ...], first_line: int) -> Block:
    word, *rest = info or [""]
    if word in (*CHECKED, *GIVEN):
        return Block(word, "", tuple(rest), lines, first_line)
    if word not in _LANGUAGES:
        known = ", ".join((*_LANGUAGES, *GIVEN, *CHECKED))
        place = f"{path}:{first_line - 1}"
        raise FixtureError(f'{place}: unknown kind of block "{word}"; known are {known}')
    name, *options = rest or [MAIN_FILE]
    return Block("file", name, tuple(options), lines, first_line)


def _add(path: Path, section: _Section, block: Block, sentence: str) -> None:
    if block.kind == "file":
        names = {each.name for each in section.cases[-1][1]} if section.cases else {block.name}
        if block.name in names:
            section.cases.append((sentence, []))
    if not section.cases:
        if block.kind not in GIVEN:
            place = f"{path}:{block.first_line - 1}"
            raise FixtureError(f'{place}: a "{block.kind}" block needs a file above it')
        section.cases.append((sentence, []))
    section.cases[-1][1].append(block)
