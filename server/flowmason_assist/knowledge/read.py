"""Reads the guide: Markdown with one sentence for each line, and short sections."""

from collections.abc import Iterator
from pathlib import Path

from flowmason_assist.knowledge.section import Sample, Section
from flowmason_assist.resources import read

_TITLE = "# "
_HEADING = "## "
_ITEM = "- "
_FENCE = "```"


def read_guide(folder: Path) -> tuple[Section, ...]:
    """Give the sections of every page below a folder, in the order of the files' names."""
    pages = sorted(folder.rglob("*.md"))
    return tuple(section for page in pages for section in read_page(page.stem, read(page)))


def read_page(page: str, text: str) -> Iterator[Section]:
    """Give the sections of a page; what stands before the first heading belongs to none."""
    title = page
    heading = ""
    told: list[str] = []
    samples: list[Sample] = []
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith(_FENCE):
            samples.append(Sample(line.removeprefix(_FENCE).strip(), _block(lines)))
        elif line.startswith(_HEADING):
            if heading:
                yield _section(page, title, heading, told, samples)
            heading, told, samples = line.removeprefix(_HEADING).strip(), [], []
        elif line.startswith(_TITLE):
            title = line.removeprefix(_TITLE).strip()
        elif line.strip():
            told.append(line.strip())
    if heading:
        yield _section(page, title, heading, told, samples)


def _section(
    page: str, title: str, heading: str, lines: list[str], samples: list[Sample]
) -> Section:
    sentences = tuple(line.removeprefix(_ITEM) for line in lines)
    is_list = bool(lines) and all(line.startswith(_ITEM) for line in lines)
    return Section(page, title, heading, sentences, tuple(samples), is_list)


def _block(lines: Iterator[str]) -> str:
    inside: list[str] = []
    for line in lines:
        if line.startswith(_FENCE):
            break
        inside.append(line)
    return "".join(f"{line}\n" for line in inside)
