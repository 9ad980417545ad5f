"""Diagnostics for clients that do not ask for them."""

import asyncio

from lsprotocol import types as lsp

from flowmason_assist.lsp.server import FlowMasonServer


def publish(server: FlowMasonServer, uri: str) -> None:
    """
    Send the diagnostics of a file as soon as the messages that wait are handled.

    Several edits that arrive together cost one analysis, that of the last.
    """
    waiting = server.session.unpublished
    if server.session.pulls_diagnostics or uri in waiting:
        return
    waiting.add(uri)
    asyncio.get_running_loop().call_soon(_send, server, uri)


def withdraw(server: FlowMasonServer, uri: str) -> None:
    """Take back the diagnostics of a file that was closed."""
    if not server.session.pulls_diagnostics:
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


def publish_all(server: FlowMasonServer) -> None:
    """Bring the diagnostics of all files up to date, when something else than they changed."""
    for uri in server.session.open_uris:
        publish(server, uri)
    workspace = server.session.capabilities.workspace
    diagnostics = workspace.diagnostics if workspace else None
    if server.session.pulls_diagnostics and diagnostics and diagnostics.refresh_support:
        server.workspace_diagnostic_refresh(None)


def tell_problems(server: FlowMasonServer) -> None:
    """Tell the user, once each, which settings could not be understood."""
    for problem in server.session.settings.problems:
        if problem not in server.session.told:
            server.session.told.add(problem)
            message = f"flowmason-assist: {problem}; the defaults are used"
            server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, message))


def _send(server: FlowMasonServer, uri: str) -> None:
    server.session.unpublished.discard(uri)
    snapshot = server.session.snapshot(uri)
    if snapshot is None:
        return
    diagnostics = server.session.diagnostics(snapshot)
    server.text_document_publish_diagnostics(
        lsp.PublishDiagnosticsParams(uri, diagnostics, snapshot.version)
    )
