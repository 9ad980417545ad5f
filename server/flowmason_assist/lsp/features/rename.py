"""Renaming stages, inputs and loop variables."""

from itertools import groupby

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams

from flowmason_assist.expr.escapes import encode
from flowmason_assist.ide.index.links import SHARED, uses_elsewhere
from flowmason_assist.ide.rename import Refusal, Renamable, renamable, rename
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.convert import uri_of
from flowmason_assist.lsp.indexing import indexed, update_index
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.text.edit import Edit


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
    async def on_rename(ls: FlowMasonServer, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        at = ls.session.locate(params.text_document.uri, params.position)
        target = renamable(at.snapshot, at.offset) if at else None
        if at is None or target is None:
            return None
        edits = rename(at.snapshot, target, params.new_name)
        if isinstance(edits, Refusal):
            raise JsonRpcInvalidParams(edits.reason)
        changes = {
            params.text_document.uri: ls.session.convert.text_edits(at.snapshot.lines, edits),
            **await _changes_elsewhere(ls, at.snapshot, target, params.new_name),
        }
        return lsp.WorkspaceEdit(changes=changes)


async def _changes_elsewhere(
    ls: FlowMasonServer, snapshot: Snapshot, target: Renamable, new_name: str
) -> dict[str, list[lsp.TextEdit]]:
    """Give the edits in tests of the pipeline, in pipelines that run it or inherit from it."""
    kind = SHARED.get(target.name.kind)
    if kind is None:
        return {}
    index = await indexed(ls)
    found = uses_elsewhere(index, snapshot.path, kind, target.name.text)
    update_index(ls, {each.path for each in found})
    changes: dict[str, list[lsp.TextEdit]] = {}
    for path, places in groupby(
        uses_elsewhere(index, snapshot.path, kind, target.name.text), lambda each: each.path
    ):
        edits = [Edit(each.mention.span, encode(new_name)) for each in places]
        uri = ls.session.uri(path) or uri_of(path)
        changes[uri] = ls.session.convert.text_edits(ls.session.lines_of(path), edits)
    return changes
