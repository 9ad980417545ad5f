"""What an answer holds although the client did not say that it understands it."""

from collections.abc import Iterator, Sequence

from lsprotocol import types as lsp

Symbols = Sequence[lsp.DocumentSymbol] | Sequence[lsp.SymbolInformation]


def unannounced(client: lsp.ClientCapabilities, found: lsp.Diagnostic) -> list[str]:
    """
    Give the parts of a diagnostic that the client did not announce.

    One that says nothing at all about diagnostics is sent everything.
    """
    text_document = client.text_document or lsp.TextDocumentClientCapabilities()
    pushed = text_document.publish_diagnostics
    if pushed is None:
        return []
    parts = {
        "related information": (found.related_information, pushed.related_information),
        "tags": (found.tags, pushed.tag_support),
        "data": (found.data, pushed.data_support),
    }
    return [name for name, (part, is_known) in parts.items() if part and not is_known]


def has_nested_symbols(client: lsp.ClientCapabilities) -> bool:
    """Tell whether the client understands an outline in levels."""
    symbols = client.text_document.document_symbol if client.text_document else None
    return bool(symbols and symbols.hierarchical_document_symbol_support)


def markup_kinds(client: lsp.ClientCapabilities) -> Sequence[lsp.MarkupKind]:
    """Give the formats in which the client shows a hover."""
    hover = client.text_document.hover if client.text_document else None
    return (hover and hover.content_format) or tuple(lsp.MarkupKind)


def names_of(symbols: Symbols) -> Iterator[str]:
    """Give the names in an outline."""
    for each in symbols:
        yield each.name
        if isinstance(each, lsp.DocumentSymbol):
            yield from names_of(each.children or ())
