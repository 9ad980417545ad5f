"""Diagnostics of all pipelines in the client's folders, open or not."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types as lsp

from flowmason_assist.ide.workspace import Terms
from flowmason_assist.lsp.convert import path_of, uri_of
from flowmason_assist.lsp.folders import files_below, searches
from flowmason_assist.lsp.progress import progress
from flowmason_assist.lsp.result_id import result_id
from flowmason_assist.lsp.server import FlowMasonServer

_Report = lsp.WorkspaceDocumentDiagnosticReport
_BATCH = 20
"""How many reports are sent together."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is wrong with a file on the disk, as long as nothing about it changes."""

    state: tuple[int, int]  # When it was written, and how long it is.
    terms: Terms
    name: str
    items: list[lsp.Diagnostic]


def register(server: FlowMasonServer) -> None:
    """Register the request about all files."""
    known: dict[Path, _Known] = {}

    @server.feature(lsp.WORKSPACE_DIAGNOSTIC)
    async def on_workspace_diagnostic(
        ls: FlowMasonServer, params: lsp.WorkspaceDiagnosticParams
    ) -> lsp.WorkspaceDiagnosticReport:
        before = {path_of(each.uri): each.value for each in params.previous_result_ids}
        reports: list[_Report] = []
        async with progress(ls, "Checking pipelines", params.work_done_token) as reporter:
            files = await asyncio.to_thread(files_below, searches(ls))
            for number, path in enumerate(files):
                report = _report(ls, path, known, before.pop(path, None))
                if report is not None:
                    reports.append(report)
                if len(reports) >= _BATCH and params.partial_result_token is not None:
                    _send(ls, params.partial_result_token, reports)
                    reports = []
                reporter.say(path.name, 100 * (number + 1) // len(files))
                await asyncio.sleep(0)  # Typing goes first, and somebody may have cancelled.
        # As it closes a file, a client keeps what it was told about it and waits for this report.
        told = dict.fromkeys(before) | ls.session.pulled
        gone = [each for each in told.keys() - set(files) if ls.session.uri(each) is None]
        reports += [_full(each, None, [], uri=told[each]) for each in gone]
        for path in known.keys() - set(files):
            del known[path]
        return lsp.WorkspaceDiagnosticReport(reports)


def _report(
    ls: FlowMasonServer, path: Path, known: dict[Path, _Known], before: str | None
) -> _Report | None:
    """Give what is wrong with a file, None when the client knows it."""
    uri = ls.session.uri(path)
    snapshot = ls.session.snapshot(uri) if uri is not None else None
    if snapshot is not None:
        items = ls.session.diagnostics(snapshot)
        name = result_id(items)
        return None if name == before else _full(path, snapshot.version, items, name, uri)
    found = _on_disk(ls, path, known)
    if found is None or found.name == before:
        return None
    return _full(path, None, found.items, found.name)


def _on_disk(ls: FlowMasonServer, path: Path, known: dict[Path, _Known]) -> _Known | None:
    try:
        status = path.stat()
    except OSError:
        return None
    terms = ls.session.terms(path)
    state = (status.st_mtime_ns, status.st_size)
    found = known.get(path)
    if found is None or found.state != state or not _are_same(found.terms, terms):
        snapshot = ls.session.read(path)
        items = ls.session.diagnostics(snapshot) if snapshot else []
        found = known[path] = _Known(state, terms, result_id(items), items)
    return found


def _are_same(one: Terms, other: Terms) -> bool:
    return one.settings == other.settings and one.catalogue is other.catalogue


def _full(
    path: Path,
    version: int | None,
    items: list[lsp.Diagnostic],
    name: str | None = None,
    uri: str | None = None,
) -> lsp.WorkspaceFullDocumentDiagnosticReport:
    return lsp.WorkspaceFullDocumentDiagnosticReport(
        uri=uri or uri_of(path), items=items, version=version, result_id=name
    )


def _send(ls: FlowMasonServer, token: lsp.ProgressToken, reports: list[_Report]) -> None:
    value = lsp.WorkspaceDiagnosticReportPartialResult(reports)
    ls.protocol.notify(lsp.PROGRESS, lsp.ProgressParams(token, value))
