"""Opening, editing and closing files."""

from lsprotocol import types as lsp

from flowmason_assist.lsp.publish import publish, withdraw
from flowmason_assist.lsp.server import FlowMasonServer


def register(server: FlowMasonServer) -> None:
    """Register the handlers that keep the files up to date."""

    @server.feature(lsp.INITIALIZE)
    def on_initialize(ls: FlowMasonServer, params: lsp.InitializeParams) -> None:
        encoding = ls.workspace.position_encoding or lsp.PositionEncodingKind.Utf16
        ls.session.start(params.capabilities, lsp.PositionEncodingKind(encoding).value)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def on_open(ls: FlowMasonServer, params: lsp.DidOpenTextDocumentParams) -> None:
        document = params.text_document
        ls.session.write(document.uri, document.text, document.version)
        publish(ls, document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def on_change(ls: FlowMasonServer, params: lsp.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        text = ls.workspace.get_text_document(document.uri).source
        ls.session.write(document.uri, text, document.version)
        publish(ls, document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def on_close(ls: FlowMasonServer, params: lsp.DidCloseTextDocumentParams) -> None:
        ls.session.close(params.text_document.uri)
        withdraw(ls, params.text_document.uri)
