"""Hints inside the text."""

from lsprotocol import types as lsp

from flowmason_assist.ide.inlay_hints import Hint, HintKind, hints
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.server import FlowMasonServer


def register(server: FlowMasonServer) -> None:
    """Register the inlay hint request."""

    @server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    def on_inlay_hint(ls: FlowMasonServer, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        snapshot = ls.session.snapshot(params.text_document.uri)
        if snapshot is None:
            return []
        span = ls.session.convert.span(snapshot.lines, params.range)
        return [_hint(ls, snapshot, each) for each in hints(snapshot, span)]


def _hint(ls: FlowMasonServer, snapshot: Snapshot, hint: Hint) -> lsp.InlayHint:
    is_type = hint.kind is HintKind.TYPE
    return lsp.InlayHint(
        position=ls.session.convert.position(snapshot.lines, hint.offset),
        label=f": {hint.label}" if is_type else hint.label,
        kind=lsp.InlayHintKind.Type if is_type else None,
        tooltip=hint.tooltip,
        padding_left=not is_type,
    )
