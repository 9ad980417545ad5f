"""From a name on the command line to the places that use it."""

import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click

from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.cli.output.progress import watched
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.config.project import ProjectCatalogues
from flowmason_assist.config.search import PipelineSearch
from flowmason_assist.ide.index.mention import Found, Kind
from flowmason_assist.ide.index.prompts import prompts_with
from flowmason_assist.ide.index.read import is_indexed
from flowmason_assist.ide.index.store import Store, cache_path
from flowmason_assist.ide.index.workspace_index import WorkspaceIndex
from flowmason_assist.resources import folder
from flowmason_assist.shapes.place import Range, range_of
from flowmason_assist.text.line_index import LineIndex
from flowmason_assist.text.printable import printable


@dataclass(frozen=True, slots=True)
class Usage:
    """A place for people: `file` is relative to the current folder, `text` what stands there."""

    file: str
    found: Found
    range: Range
    text: str


def search(kind: str, name: str, folders: Iterable[Path], *, is_cached: bool) -> list[Usage]:
    """Give the places in the files below some folders, file by file."""
    finder = ConfigurationFinder(os.environ)
    files = list(_files(folders, finder))
    store = cache_path(finder.for_folder(Path.cwd()).cache_folder) if is_cached else None
    catalogues = ProjectCatalogues(load_catalogue(folder("schemas")))
    with closing(WorkspaceIndex(Store(store))) as index:
        for _ in watched(index.refresh(files, catalogues.of), len(files), "Reading"):
            pass
        return list(_usages(_found(index, Kind(kind), name)))


def _found(index: WorkspaceIndex, kind: Kind, name: str) -> list[Found]:
    match kind:
        case Kind.PROMPT:
            return prompts_with(index, name)
        case Kind.PIPELINE:
            return index.pipeline_uses(name)
        case _:
            return index.named(kind, name)


def _files(folders: Iterable[Path], finder: ConfigurationFinder) -> Iterator[Path]:
    seen: set[str] = set()
    for each in folders:
        search = PipelineSearch(finder, is_indexed)
        top = Path(os.path.abspath(each))  # noqa: PTH100 - resolve() would follow links.
        search.run(top)
        for failure in search.failures:
            click.echo(f"flowmason-assist: {printable(failure.message)}", err=True)
        for path in sorted(search.files):
            if str(path) not in seen:
                seen.add(str(path))
                yield path


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
