"""Folding, growing selections and links."""

from pathlib import Path

from lsprotocol import types as lsp

from flowmason_assist.ide.links import links
from flowmason_assist.ide.structure import foldings, selections
from flowmason_assist.lsp.convert import uri_of
from flowmason_assist.lsp.server import FlowMasonServer


def register(server: FlowMasonServer) -> None:
    """Register the requests about the shape of the text."""

    @server.feature(lsp.TEXT_DOCUMENT_FOLDING_RANGE)
    def on_folding(ls: FlowMasonServer, params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        snapshot = ls.session.snapshot(params.text_document.uri)
        if snapshot is None:
            return []
        places = (
            (snapshot.lines.position(span.start)[0], snapshot.lines.position(span.end)[0])
            for span in foldings(snapshot)
        )
        # The closing bracket stays visible.
        return [lsp.FoldingRange(first, last - 1) for first, last in places if first < last - 1]

    @server.feature(lsp.TEXT_DOCUMENT_SELECTION_RANGE)
    def on_selection(
        ls: FlowMasonServer, params: lsp.SelectionRangeParams
    ) -> list[lsp.SelectionRange]:
        return [_selection(ls, params.text_document.uri, position) for position in params.positions]

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_LINK)
    def on_link(ls: FlowMasonServer, params: lsp.DocumentLinkParams) -> list[lsp.DocumentLink]:
        snapshot = ls.session.snapshot(params.text_document.uri)
        if snapshot is None:
            return []
        return [
            lsp.DocumentLink(
                range=ls.session.convert.range(snapshot.lines, link.span),
                target=uri_of(link.target) if isinstance(link.target, Path) else link.target,
                tooltip=link.tooltip if _shows_tooltips(ls) else None,
            )
            for link in links(snapshot)
        ]


def _shows_tooltips(ls: FlowMasonServer) -> bool:
    text_document = ls.session.capabilities.text_document
    link = text_document.document_link if text_document else None
    return link is not None and bool(link.tooltip_support)


def _selection(ls: FlowMasonServer, uri: str, position: lsp.Position) -> lsp.SelectionRange:
    at = ls.session.locate(uri, position)
    chain: lsp.SelectionRange | None = None
    if at is None:
        return lsp.SelectionRange(lsp.Range(position, position))
    for span in reversed(selections(at.snapshot, at.offset)):
        chain = lsp.SelectionRange(ls.session.convert.range(at.snapshot.lines, span), chain)
    return chain or lsp.SelectionRange(lsp.Range(position, position))
