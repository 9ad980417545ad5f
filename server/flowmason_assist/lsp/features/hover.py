"""What an editor shows about the place under the cursor."""

from lsprotocol import types as lsp

from flowmason_assist.ide.hover import hover
from flowmason_assist.lsp.server import FlowMasonServer


def register(server: FlowMasonServer) -> None:
    """Register the hover request."""

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def on_hover(ls: FlowMasonServer, params: lsp.HoverParams) -> lsp.Hover | None:
        at = ls.session.locate(params.text_document.uri, params.position)
        shown = hover(at.snapshot, at.offset) if at else None
        if at is None or shown is None:
            return None
        kind = _kind(ls.session.capabilities)
        range_ = ls.session.convert.range(at.snapshot.lines, shown.span)
        return lsp.Hover(lsp.MarkupContent(kind, shown.text), range_)


def _kind(capabilities: lsp.ClientCapabilities) -> lsp.MarkupKind:
    """Give the kind of text that the client asks for; ours reads well as plain text too."""
    text_document = capabilities.text_document
    hovers = text_document.hover if text_document else None
    wanted = hovers.content_format if hovers else None
    if wanted and lsp.MarkupKind.Markdown not in wanted:
        return lsp.MarkupKind.PlainText
    return lsp.MarkupKind.Markdown
