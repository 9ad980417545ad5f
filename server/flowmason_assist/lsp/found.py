"""What the index found, as places of the protocol."""

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types as lsp

from flowmason_assist.ide.index.mention import Found
from flowmason_assist.lsp.convert import uri_of
from flowmason_assist.lsp.session import Session
from flowmason_assist.text.line_index import LineIndex


def locations(session: Session, found: Iterable[Found]) -> list[lsp.Location]:
    """Give places as locations, in their order."""
    lines: dict[Path, LineIndex] = {}
    places: list[lsp.Location] = []
    for each in found:
        if each.path not in lines:
            lines[each.path] = session.lines_of(each.path)
        range_ = session.convert.range(lines[each.path], each.mention.span)
        places.append(lsp.Location(session.uri(each.path) or uri_of(each.path), range_))
    return places
