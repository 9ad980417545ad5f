"""Tidy files."""

from lsprotocol import types as lsp

from flowmason_assist.ide.formatting import format_file, format_range
from flowmason_assist.lsp.server import FlowMasonServer


def register(server: FlowMasonServer) -> None:
    """Register the formatting requests."""

    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def on_formatting(
        ls: FlowMasonServer, params: lsp.DocumentFormattingParams
    ) -> list[lsp.TextEdit]:
        snapshot = ls.session.snapshot(params.text_document.uri)
        if snapshot is None:
            return []
        edits = format_file(snapshot, _indent(params.options))
        return ls.session.convert.text_edits(snapshot.lines, edits)

    @server.feature(lsp.TEXT_DOCUMENT_RANGE_FORMATTING)
    def on_range_formatting(
        ls: FlowMasonServer, params: lsp.DocumentRangeFormattingParams
    ) -> list[lsp.TextEdit]:
        snapshot = ls.session.snapshot(params.text_document.uri)
        if snapshot is None:
            return []
        span = ls.session.convert.span(snapshot.lines, params.range)
        edits = format_range(snapshot, span, _indent(params.options))
        return ls.session.convert.text_edits(snapshot.lines, edits)


def _indent(options: lsp.FormattingOptions) -> str:
    return " " * min(max(options.tab_size, 0), 16) if options.insert_spaces else "\t"
