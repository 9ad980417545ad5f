"""Opening, editing and closing files."""

import asyncio
import logging

from lsprotocol import types as lsp

from flowmason_assist.lsp.convert import path_of
from flowmason_assist.lsp.indexing import update_index
from flowmason_assist.lsp.publish import publish, tell_problems, withdraw
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.text.line_index import LineIndex

logger = logging.getLogger(__name__)

_QUESTIONS_BEGIN = 1.0
"""Seconds after which a client that opened a file has its first diagnostics."""


def register(server: FlowMasonServer) -> None:
    """Register the handlers that keep the files up to date."""

    @server.feature(lsp.INITIALIZE)
    def on_initialize(ls: FlowMasonServer, params: lsp.InitializeParams) -> None:
        encoding = ls.workspace.position_encoding or lsp.PositionEncodingKind.Utf16
        options = params.initialization_options
        ls.session.start(params.capabilities, lsp.PositionEncodingKind(encoding).value, options)
        if params.process_id is not None:
            ls.follow_client(params.process_id)
        loop = asyncio.get_running_loop()
        loop.call_soon(ls.session.warm_up)
        loop.call_later(_QUESTIONS_BEGIN, ls.session.warm_up_answers)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def on_open(ls: FlowMasonServer, params: lsp.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        ls.session.write(document.uri, document.text, document.version)
        tell_problems(ls)
        publish(ls, document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def on_change(ls: FlowMasonServer, params: lsp.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        text = ls.session.text(document.uri)
        if text is None:
            logger.warning('"%s" was changed but is not open', document.uri)
            return
        for change in params.content_changes:
            text = _changed(ls, text, change)
        ls.session.write(document.uri, text, document.version)
        ls.feedback.changed(document.uri, text)
        publish(ls, document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def on_close(ls: FlowMasonServer, params: lsp.DidCloseTextDocumentParams) -> None:
        ls.feedback.closed(
            params.text_document.uri, ls.session.text(params.text_document.uri) or ""
        )
        ls.session.close(params.text_document.uri)
        update_index(ls, [path_of(params.text_document.uri)])
        withdraw(ls, params.text_document.uri)


def _changed(ls: FlowMasonServer, text: str, change: lsp.TextDocumentContentChangeEvent) -> str:
    if isinstance(change, lsp.TextDocumentContentChangeWholeDocument):
        return change.text
    # Not what we asked for, but clear enough.
    span = ls.session.convert.span(LineIndex(text), change.range)
    return text[: span.start] + change.text + text[span.end :]
