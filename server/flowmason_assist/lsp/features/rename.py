"""Renaming stages, inputs and loop variables."""

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from flowmason_assist.ide.rename import Refusal, renamable, rename
from flowmason_assist.lsp.server import FlowMasonServer


def register(server: FlowMasonServer) -> None:
    """Register the rename requests."""

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)
    def on_prepare(
        ls: FlowMasonServer, params: lsp.PrepareRenameParams
    ) -> lsp.PrepareRenamePlaceholder | None:
        at = ls.session.locate(params.text_document.uri, params.position)
        target = renamable(at.snapshot, at.offset) if at else None
        if at is None or target is None:
            return None
        range_ = ls.session.convert.range(at.snapshot.lines, target.span)
        return lsp.PrepareRenamePlaceholder(range_, target.name.text)

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def on_rename(ls: FlowMasonServer, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        at = ls.session.locate(params.text_document.uri, params.position)
        target = renamable(at.snapshot, at.offset) if at else None
        if at is None or target is None:
            return None
        edits = rename(at.snapshot, target, params.new_name)
        if isinstance(edits, Refusal):
            raise JsonRpcInvalidParams(edits.reason)
        changes = ls.session.convert.text_edits(at.snapshot.lines, edits)
        return lsp.WorkspaceEdit(changes={params.text_document.uri: changes})
