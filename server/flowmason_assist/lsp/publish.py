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


def _send(server: FlowMasonServer, uri: str) -> None:
    server.session.unpublished.discard(uri)
    snapshot = server.session.snapshot(uri)
    if snapshot is None:
        return
    convert = server.session.convert
    diagnostics = [convert.diagnostic(snapshot, finding) for finding in snapshot.findings]
    server.text_document_publish_diagnostics(
        lsp.PublishDiagnosticsParams(uri, diagnostics, snapshot.version)
    )
