"""Diagnostics for clients that ask for them, of a file or of all."""

from lsprotocol import types as lsp

from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.server import FlowMasonServer


def register(server: FlowMasonServer) -> None:
    """Register the diagnostic requests."""

    @server.feature(
        lsp.TEXT_DOCUMENT_DIAGNOSTIC,
        lsp.DiagnosticOptions(
            identifier="flowmason-assist",
            inter_file_dependencies=False,
            workspace_diagnostics=False,
        ),
    )
    def on_diagnostic(
        ls: FlowMasonServer, params: lsp.DocumentDiagnosticParams
    ) -> lsp.DocumentDiagnosticReport:
        snapshot = ls.session.snapshot(params.text_document.uri)
        if snapshot is None:
            return lsp.RelatedFullDocumentDiagnosticReport(items=[])
        result_id = _result_id(snapshot)
        if params.previous_result_id == result_id:
            return lsp.RelatedUnchangedDocumentDiagnosticReport(result_id=result_id)
        items = [ls.session.convert.diagnostic(snapshot, each) for each in snapshot.findings]
        return lsp.RelatedFullDocumentDiagnosticReport(items=items, result_id=result_id)


def _result_id(snapshot: Snapshot) -> str:
    return f"{snapshot.version}-{hash(snapshot.findings) & 0xFFFFFFFF:x}"
