"""The graph of stages, as a call hierarchy."""

from lsprotocol import types as lsp

from flowmason_assist.ide.hierarchy import Vertex, sources, users, vertex_at
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.server import FlowMasonServer


def register(server: FlowMasonServer) -> None:
    """Register the call hierarchy requests."""

    @server.feature(lsp.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    def on_prepare(
        ls: FlowMasonServer, params: lsp.CallHierarchyPrepareParams
    ) -> list[lsp.CallHierarchyItem] | None:
        uri = params.text_document.uri
        at = ls.session.locate(uri, params.position)
        found = vertex_at(at.snapshot, at.offset) if at else None
        return [_item(ls, at.snapshot, uri, found)] if at and found else None

    @server.feature(lsp.CALL_HIERARCHY_INCOMING_CALLS)
    def on_incoming(
        ls: FlowMasonServer, params: lsp.CallHierarchyIncomingCallsParams
    ) -> list[lsp.CallHierarchyIncomingCall]:
        uri = params.item.uri
        snapshot = ls.session.snapshot(uri)
        if snapshot is None:
            return []
        return [
            lsp.CallHierarchyIncomingCall(
                _item(ls, snapshot, uri, edge.stage),
                [ls.session.convert.range(snapshot.lines, place) for place in edge.places],
            )
            for edge in users(snapshot, params.item.name)
        ]

    @server.feature(lsp.CALL_HIERARCHY_OUTGOING_CALLS)
    def on_outgoing(
        ls: FlowMasonServer, params: lsp.CallHierarchyOutgoingCallsParams
    ) -> list[lsp.CallHierarchyOutgoingCall]:
        uri = params.item.uri
        snapshot = ls.session.snapshot(uri)
        if snapshot is None:
            return []
        return [
            lsp.CallHierarchyOutgoingCall(
                _item(ls, snapshot, uri, edge.stage),
                [ls.session.convert.range(snapshot.lines, place) for place in edge.places],
            )
            for edge in sources(snapshot, params.item.name)
        ]


def _item(
    ls: FlowMasonServer, snapshot: Snapshot, uri: str, found: Vertex
) -> lsp.CallHierarchyItem:
    convert = ls.session.convert
    return lsp.CallHierarchyItem(
        name=found.stage_id,
        kind=lsp.SymbolKind.Function,
        uri=uri,
        range=convert.range(snapshot.lines, found.span),
        selection_range=convert.range(snapshot.lines, found.name_span),
        detail=found.component,
    )
