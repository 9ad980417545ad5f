"""The index of some folders, brought up to date."""

import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.cli.output.progress import watched
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.config.project import ProjectCatalogues
from flowmason_assist.config.search import PipelineSearch
from flowmason_assist.ide.index.read import is_indexed
from flowmason_assist.ide.index.store import Store, cache_path
from flowmason_assist.ide.index.workspace_index import WorkspaceIndex
from flowmason_assist.resources import folder
from flowmason_assist.text.printable import printable


@contextmanager
def open_index(folders: Iterable[Path], *, is_cached: bool = True) -> Iterator[WorkspaceIndex]:
    """Read what changed below some folders, and give what is known of them."""
    finder = ConfigurationFinder(os.environ)
    files = list(_files(folders, finder))
    catalogues = ProjectCatalogues(load_catalogue(folder("schemas")))
    store = cache_path(finder.for_folder(Path.cwd()).cache_folder) if is_cached else None
    with closing(WorkspaceIndex(Store(store))) as index:
        for _ in watched(index.refresh(files, catalogues.of), len(files), "Reading"):
            pass
        yield index


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
