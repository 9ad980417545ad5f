"""Reads the guide: Markdown with one sentence for each line, and short sections."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flowmason_assist.knowledge.section import Sample, Section
from flowmason_assist.resources import read

_TITLE = "# "
_HEADING = "## "
_ITEM = "- "
_FENCE = "```"
# What readers do not see: other ways to ask for a section.
_ASKED = re.compile(r"<!-- asked: (.*) -->")
_BETWEEN = " · "


def read_guide(folder: Path) -> tuple[Section, ...]:
    """Give the sections of every page below a folder, in the order of the files' names."""
    pages = sorted(folder.rglob("*.md"))
    return tuple(section for page in pages for section in read_page(page.stem, read(page)))


def read_page(page: str, text: str) -> Iterator[Section]:
    """Give the sections of a page; what stands before the first heading belongs to none."""
    title = page
    section: _Section | None = None
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith(_HEADING):
            if section:
                yield section.read(page, title)
            section = _Section(line.removeprefix(_HEADING).strip())
        elif line.startswith(_TITLE):
            title = line.removeprefix(_TITLE).strip()
        elif section and line.startswith(_FENCE):
            info = line.removeprefix(_FENCE).strip()
            section.samples.append(Sample(info, _block(lines)))
        elif section and (asked := _ASKED.fullmatch(line)):
            section.asked += asked[1].split(_BETWEEN)
        elif section and line.strip():
            section.lines.append(line.strip())
    if section:
        yield section.read(page, title)


@dataclass(slots=True)
class _Section:
    """What was read of a section so far."""

    heading: str
    asked: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)

    def read(self, page: str, title: str) -> Section:
        return Section(
            page=page,
            title=title,
            heading=self.heading,
            sentences=tuple(line.removeprefix(_ITEM) for line in self.lines),
            samples=tuple(self.samples),
            asked=tuple(self.asked),
            is_list=bool(self.lines) and all(line.startswith(_ITEM) for line in self.lines),
        )


def _block(lines: Iterator[str]) -> str:
    inside: list[str] = []
    for line in lines:
        if line.startswith(_FENCE):
            break
        inside.append(line)
    return "".join(f"{line}\n" for line in inside)
