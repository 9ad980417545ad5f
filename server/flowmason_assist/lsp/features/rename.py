"""Renaming stages, inputs and loop variables."""

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from flowmason_assist.ide.elsewhere import edits_elsewhere, may_mention, names_of
from flowmason_assist.ide.rename import Refusal, Renamable, renamable, rename
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.convert import uri_of
from flowmason_assist.lsp.neighbors import neighbors
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.text.line_index import LineIndex


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
        changes = {
            params.text_document.uri: ls.session.convert.text_edits(at.snapshot.lines, edits),
            **_changes_elsewhere(ls, at.snapshot, target, params.new_name),
        }
        return lsp.WorkspaceEdit(changes=changes)


def _changes_elsewhere(
    ls: FlowMasonServer, snapshot: Snapshot, target: Renamable, new_name: str
) -> dict[str, list[lsp.TextEdit]]:
    """Give the edits in tests of the pipeline, and in pipelines that run it."""
    pipeline_names = names_of(snapshot)
    changes: dict[str, list[lsp.TextEdit]] = {}
    for path, text in neighbors(ls.session, snapshot.path):
        if may_mention(text, target.name, pipeline_names):
            edits = edits_elsewhere(path, text, target.name, pipeline_names, new_name)
            if edits:
                uri = ls.session.uri(path) or uri_of(path)
                changes[uri] = ls.session.convert.text_edits(LineIndex(text), edits)
    return changes
