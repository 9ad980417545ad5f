"""Diagnostics of a file, for clients that ask for them."""

from lsprotocol import types as lsp

from flowmason_assist.lsp.convert import path_of
from flowmason_assist.lsp.result_id import result_id
from flowmason_assist.lsp.server import FlowMasonServer


def register(server: FlowMasonServer) -> None:
    """Register the request about one file."""

    @server.feature(
        lsp.TEXT_DOCUMENT_DIAGNOSTIC,
        lsp.DiagnosticOptions(
            identifier="flowmason-assist",
            inter_file_dependencies=False,
            workspace_diagnostics=True,
        ),
    )
    def on_diagnostic(
        ls: FlowMasonServer, params: lsp.DocumentDiagnosticParams
    ) -> lsp.DocumentDiagnosticReport:
        snapshot = ls.session.snapshot(params.text_document.uri)
        items = ls.session.diagnostics(snapshot) if snapshot else []
        if items:
            ls.session.pulled[path_of(params.text_document.uri)] = params.text_document.uri
        name = result_id(items)
        if params.previous_result_id == name:
            return lsp.RelatedUnchangedDocumentDiagnosticReport(name)
        return lsp.RelatedFullDocumentDiagnosticReport(items, result_id=name)
