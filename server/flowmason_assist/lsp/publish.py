"""Diagnostics for clients that do not ask for them."""

import asyncio

from lsprotocol import types as lsp

from flowmason_assist.lsp.server import FlowMasonServer


def publish(server: FlowMasonServer, uri: str) -> None:
    """
    Send the diagnostics of a file as soon as the messages that wait are read.

    Several edits that arrive together cost one analysis: of the calls for a version only the
    one that still finds it current sends anything.
    """
    if server.session.pulls_diagnostics:
        return
    snapshot_version = server.workspace.get_text_document(uri).version
    asyncio.get_running_loop().call_soon(_send_if_current, server, uri, snapshot_version)


def withdraw(server: FlowMasonServer, uri: str) -> None:
    """Take back the diagnostics of a file that was closed."""
    if not server.session.pulls_diagnostics:
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


def _send_if_current(server: FlowMasonServer, uri: str, version: int | None) -> None:
    snapshot = server.session.snapshot(uri)
    if snapshot is None or snapshot.version != version:
        return
    convert = server.session.convert
    diagnostics = [convert.diagnostic(snapshot, finding) for finding in snapshot.findings]
    server.text_document_publish_diagnostics(
        lsp.PublishDiagnosticsParams(uri, diagnostics, snapshot.version)
    )
