"""The index of the client's folders, read in the background and kept up to date."""

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path

from flowmason_assist.config.project import project_root
from flowmason_assist.ide.index.read import is_indexed
from flowmason_assist.ide.index.workspace_index import WorkspaceIndex
from flowmason_assist.ide.inheritance.problems import has_ties
from flowmason_assist.lsp.folders import Search, files_below, searches
from flowmason_assist.lsp.progress import new_token, progress
from flowmason_assist.lsp.publish import publish_all
from flowmason_assist.lsp.server import FlowMasonServer

_WORTH_SHOWING = 200
"""How many files are read before the user is told."""


async def indexed(ls: FlowMasonServer) -> WorkspaceIndex:
    """
    Give the index when it is up to date.

    Clients that tell which files change cost nothing more; for others all files are looked at.
    """
    session = ls.session
    tops = _tops(ls)
    task = session.indexing
    is_current = session.indexed_folders == {top for top, _ in tops} and session.tells_about_files
    if task is None or (task.done() and not is_current):
        task = start_indexing(ls)
    await asyncio.shield(task)
    return session.index


def start_indexing(ls: FlowMasonServer) -> "asyncio.Task[None]":
    """Read what changed in the client's folders, a file at a time between other work."""
    tops = _tops(ls)
    ls.session.indexed_folders = {top for top, _ in tops}
    ls.session.indexing = asyncio.get_running_loop().create_task(_refresh(ls, tops))
    return ls.session.indexing


def update_index(ls: FlowMasonServer, paths: Iterable[Path]) -> None:
    """Read files again that were written, came or went, if the index is in use."""
    if ls.session.indexing is None:
        return
    for path in paths:
        if path.is_absolute() and is_indexed(path.name):
            ls.session.index.update(path, ls.session.catalogue_of)
    _publish_ties(ls)


async def _refresh(ls: FlowMasonServer, tops: list[Search]) -> None:
    files = await asyncio.to_thread(_files, tops)
    token = await new_token(ls) if len(files) > _WORTH_SHOWING else None
    async with progress(ls, "Reading pipelines", token) as reporter:
        steps = ls.session.index.refresh(files, ls.session.catalogue_of)
        for number, path in enumerate(steps, 1):
            if number % 20 == 0:
                reporter.say(path.name, 100 * number // len(files))
            await asyncio.sleep(0)  # Typing goes first.
    ls.session.read_folders = {top for top, _ in tops}
    _publish_ties(ls)


def _publish_ties(ls: FlowMasonServer) -> None:
    """Judge open files anew about which other files may show something."""
    snapshots = map(ls.session.workspace.snapshot, ls.session.workspace.open_files)
    if any(each is not None and has_ties(each) for each in snapshots):
        publish_all(ls)


def _files(tops: list[Search]) -> list[Path]:
    return files_below(tops, is_indexed)


def _tops(ls: FlowMasonServer) -> list[Search]:
    """Give the client's folders, and the projects of files that are open beside these."""
    found = searches(ls)
    known = [top for top, _ in found]
    for root in _projects(ls):
        if not any(root.is_relative_to(top) for top in known):
            known.append(root)
            found.append((root, ls.session.settings.finder(root)))
    return found


def _projects(ls: FlowMasonServer) -> Iterator[Path]:
    for path in ls.session.workspace.open_files:
        root = project_root(path.parent) if path.is_absolute() else None
        if root is not None:
            yield root
