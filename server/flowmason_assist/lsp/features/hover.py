"""What an editor shows about the place under the cursor."""

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from flowmason_assist.ide.project.files import project_schema
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.session import At

if TYPE_CHECKING:
    from flowmason_assist.ide.hover import Hover


def register(server: FlowMasonServer) -> None:
    """Register the hover request."""

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def on_hover(ls: FlowMasonServer, params: lsp.HoverParams) -> lsp.Hover | None:
        from flowmason_assist.ide.describe.stage import with_remark

        at = ls.session.locate(params.text_document.uri, params.position)
        shown = _hover(at) if at else None
        if at is None or shown is None:
            return None
        text = shown.text
        if shown.stage is not None:
            text = with_remark(text, ls.remarks.about(at.snapshot, shown.stage))
        kind = _kind(ls.session.capabilities)
        range_ = ls.session.convert.range(at.snapshot.lines, shown.span)
        return lsp.Hover(lsp.MarkupContent(kind, text), range_)


def _hover(at: At) -> "Hover | None":
    # Imported when it is first asked, so that the server starts sooner.
    from flowmason_assist.ide.hover import hover
    from flowmason_assist.ide.project.describe import project_hover

    schema = project_schema(at.snapshot.path)
    if schema is not None:
        return project_hover(at.snapshot, schema, at.offset)
    return hover(at.snapshot, at.offset)


def _kind(capabilities: lsp.ClientCapabilities) -> lsp.MarkupKind:
    """Give the kind of text that the client asks for; ours reads well as plain text too."""
    text_document = capabilities.text_document
    hovers = text_document.hover if text_document else None
    wanted = hovers.content_format if hovers else None
    if wanted and lsp.MarkupKind.Markdown not in wanted:
        return lsp.MarkupKind.PlainText
    return lsp.MarkupKind.Markdown
