"""Definitions, references and highlights of stages, inputs and loop variables."""

from collections.abc import Callable
from pathlib import Path

from lsprotocol import types as lsp

from flowmason_assist.ide.cursor import locate
from flowmason_assist.ide.index.links import (
    SHARED,
    definitions,
    mention_at,
    references,
    uses_elsewhere,
)
from flowmason_assist.ide.index.mention import Found, Mention
from flowmason_assist.ide.index.read import snapshot_facts
from flowmason_assist.ide.index.workspace_index import WorkspaceIndex
from flowmason_assist.ide.names import (
    Name,
    NameKind,
    Occurrence,
    Use,
    definition_span,
    name_at,
    occurrences,
)
from flowmason_assist.lsp.convert import uri_of
from flowmason_assist.lsp.found import locations
from flowmason_assist.lsp.indexing import indexed
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.session import At

Follow = Callable[[WorkspaceIndex, Path, Mention], list[Found]]

_HIGHLIGHTS = {
    Use.DEFINITION: lsp.DocumentHighlightKind.Write,
    Use.READ: lsp.DocumentHighlightKind.Read,
    Use.MENTION: lsp.DocumentHighlightKind.Text,
}


def register(server: FlowMasonServer) -> None:
    """Register the requests that follow a name."""

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def on_definition(
        ls: FlowMasonServer, params: lsp.DefinitionParams
    ) -> lsp.Location | list[lsp.Location] | None:
        at, name = _named(ls, params.text_document.uri, params.position)
        if at is None:
            return None
        if name is None:
            return await _elsewhere(ls, at, definitions)
        if name.kind is NameKind.COMPONENT:
            return _component_source(at, name)
        span = definition_span(at.snapshot, name)
        return ls.session.convert.location(at.snapshot, span) if span else None

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def on_references(ls: FlowMasonServer, params: lsp.ReferenceParams) -> list[lsp.Location]:
        at, name = _named(ls, params.text_document.uri, params.position)
        if at is None:
            return []
        if name is None:
            return await _elsewhere(ls, at, references)
        with_declaration = params.context.include_declaration
        own = [
            ls.session.convert.location(at.snapshot, each.span)
            for each in occurrences(at.snapshot, name)
            if with_declaration or each.use is not Use.DEFINITION
        ]
        if name.kind not in SHARED:
            return own
        index = await indexed(ls)
        found = uses_elsewhere(index, at.snapshot.path, SHARED[name.kind], name.text)
        return own + locations(ls.session, found)

    @server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT)
    def on_highlight(
        ls: FlowMasonServer, params: lsp.DocumentHighlightParams
    ) -> list[lsp.DocumentHighlight]:
        at, name = _named(ls, params.text_document.uri, params.position)
        if at is None or name is None:
            return []
        found = occurrences(at.snapshot, name)
        return [_highlight(ls, at, each) for each in found]


async def _elsewhere(ls: FlowMasonServer, at: At, follow: Follow) -> list[lsp.Location]:
    """Follow what a place of a file names in other files."""
    mention = mention_at(snapshot_facts(at.snapshot), at.offset)
    if mention is None:
        return []
    return locations(ls.session, follow(await indexed(ls), at.snapshot.path, mention))


def _named(ls: FlowMasonServer, uri: str, position: lsp.Position) -> tuple[At | None, Name | None]:
    at = ls.session.locate(uri, position)
    return (at, name_at(locate(at.snapshot, at.offset))) if at else (None, None)


def _highlight(ls: FlowMasonServer, at: At, found: Occurrence) -> lsp.DocumentHighlight:
    range_ = ls.session.convert.range(at.snapshot.lines, found.span)
    return lsp.DocumentHighlight(range_, _HIGHLIGHTS[found.use])


def _component_source(at: At, name: Name) -> lsp.Location | None:
    component = at.snapshot.catalogue.get(name.text)
    if component is None or not component.source:
        return None
    path, _, line = component.source.rpartition(":")
    start = lsp.Position(max(int(line) - 1, 0) if line.isdigit() else 0, 0)
    return lsp.Location(uri_of(Path(path or component.source)), lsp.Range(start, start))
