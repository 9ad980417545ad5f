"""The files in the client's folders."""

from collections.abc import Callable, Iterator
from pathlib import Path

from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.config.search import PipelineSearch, is_pipeline
from flowmason_assist.errors import SettingsError
from flowmason_assist.lsp.convert import path_of
from flowmason_assist.lsp.server import FlowMasonServer

Search = tuple[Path, ConfigurationFinder]
"""A folder, and what finds its settings."""


def searches(ls: FlowMasonServer) -> list[Search]:
    """Give the client's folders with what finds their settings."""
    tops = (path_of(folder.uri) for folder in ls.workspace.folders.values())
    return [(top, ls.session.settings.finder(top)) for top in tops if top.is_absolute()]


def files_below(
    searches: list[Search], is_wanted: Callable[[str], bool] = is_pipeline
) -> list[Path]:
    """Give the files below some folders whose names are wanted, each once; takes a while."""
    found: dict[Path, None] = {}
    for top, finder in searches:
        found |= dict.fromkeys(sorted(_search(finder, top, is_wanted)))
    return list(found)


def _search(
    finder: ConfigurationFinder, top: Path, is_wanted: Callable[[str], bool]
) -> Iterator[Path]:
    search = PipelineSearch(finder, is_wanted)
    try:
        search.run(top)
    except SettingsError:
        search = PipelineSearch(ConfigurationFinder({}, search=False), is_wanted)
        search.run(top)
    yield from search.files
