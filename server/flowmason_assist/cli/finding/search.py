"""From a name on the command line to the places that use it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.cli.finding.index import open_index
from flowmason_assist.ide.index.mention import Found, Kind
from flowmason_assist.ide.index.prompts import prompts_with
from flowmason_assist.ide.index.workspace_index import WorkspaceIndex
from flowmason_assist.shapes.place import Range, range_of
from flowmason_assist.text.line_index import LineIndex


@dataclass(frozen=True, slots=True)
class Usage:
    """A place for people: `file` is relative to the current folder, `text` what stands there."""

    file: str
    found: Found
    range: Range
    text: str


def search(kind: str, name: str, folders: Iterable[Path], *, is_cached: bool) -> list[Usage]:
    """Give the places in the files below some folders, file by file."""
    with open_index(folders, is_cached=is_cached) as index:
        return list(_usages(_found(index, Kind(kind), name)))


def _found(index: WorkspaceIndex, kind: Kind, name: str) -> list[Found]:
    match kind:
        case Kind.PROMPT:
            return prompts_with(index, name)
        case Kind.PIPELINE:
            return index.pipeline_uses(name)
        case _:
            return index.named(kind, name)


def _usages(found: Iterable[Found]) -> Iterator[Usage]:
    text, lines, path = "", LineIndex(""), None
    for each in found:
        if each.path != path:
            path = each.path
            text = path.read_bytes().decode("utf-8", "replace")
            lines = LineIndex(text)
        span = each.mention.span
        shown = text[span.start : span.end]
        yield Usage(_relative(each.path), each, range_of(lines, span), shown)


def _relative(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
