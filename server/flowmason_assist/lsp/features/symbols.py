"""The outline of a file, and what all files of the workspace introduce, found by name."""

from collections.abc import Iterable, Iterator

from lsprotocol import types as lsp

from flowmason_assist.ide.index.mention import Found, Kind
from flowmason_assist.ide.outline import Entry, EntryKind, outline
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.found import locations
from flowmason_assist.lsp.indexing import indexed
from flowmason_assist.lsp.server import FlowMasonServer

_KINDS = {
    EntryKind.PIPELINE: lsp.SymbolKind.Module,
    EntryKind.INPUT: lsp.SymbolKind.Variable,
    EntryKind.STAGE: lsp.SymbolKind.Function,
    EntryKind.SETTING: lsp.SymbolKind.Property,
}
_SHARED_KINDS = {
    Kind.PIPELINE: lsp.SymbolKind.Module,
    Kind.STAGE: lsp.SymbolKind.Function,
    Kind.INPUT: lsp.SymbolKind.Variable,
    Kind.TEST: lsp.SymbolKind.Event,
}
_MOST_SYMBOLS = 200
"""How many are sent; editors ask again with every letter that is typed."""


def register(server: FlowMasonServer) -> None:
    """Register the symbol requests."""

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def on_document_symbol(
        ls: FlowMasonServer, params: lsp.DocumentSymbolParams
    ) -> list[lsp.DocumentSymbol] | list[lsp.SymbolInformation]:
        snapshot = ls.session.snapshot(params.text_document.uri)
        if snapshot is None:
            return []
        entries = outline(snapshot)
        if _shows_levels(ls):
            return [_symbol(ls, snapshot, each) for each in entries]
        return [_flat_symbol(ls, snapshot, each, holder) for each, holder in _flat(entries)]

    @server.feature(lsp.WORKSPACE_SYMBOL)
    async def on_workspace_symbol(
        ls: FlowMasonServer, params: lsp.WorkspaceSymbolParams
    ) -> list[lsp.WorkspaceSymbol]:
        found = (await indexed(ls)).symbols(params.query, _MOST_SYMBOLS)
        places = locations(ls.session, found)
        return [_workspace_symbol(*each) for each in zip(found, places, strict=True)]


def _workspace_symbol(found: Found, location: lsp.Location) -> lsp.WorkspaceSymbol:
    return lsp.WorkspaceSymbol(
        location=location,
        name=found.mention.name,
        kind=_SHARED_KINDS[found.mention.kind],
        container_name=found.path.name,
    )


def _shows_levels(ls: FlowMasonServer) -> bool:
    text_document = ls.session.capabilities.text_document
    symbol = text_document.document_symbol if text_document else None
    return symbol is not None and bool(symbol.hierarchical_document_symbol_support)


def _flat(
    entries: Iterable[Entry], holder: str | None = None
) -> Iterator[tuple[Entry, str | None]]:
    for entry in entries:
        yield entry, holder
        yield from _flat(entry.children, entry.name)


def _flat_symbol(
    ls: FlowMasonServer, snapshot: Snapshot, entry: Entry, holder: str | None
) -> lsp.SymbolInformation:
    return lsp.SymbolInformation(
        location=ls.session.convert.location(snapshot, entry.span),
        name=entry.name,
        kind=_KINDS[entry.kind],
        container_name=holder,
    )


def _symbol(ls: FlowMasonServer, snapshot: Snapshot, entry: Entry) -> lsp.DocumentSymbol:
    convert = ls.session.convert
    return lsp.DocumentSymbol(
        name=entry.name,
        kind=_KINDS[entry.kind],
        range=convert.range(snapshot.lines, entry.span),
        selection_range=convert.range(snapshot.lines, entry.name_span),
        detail=entry.detail or None,
        children=[_symbol(ls, snapshot, child) for child in entry.children],
    )
