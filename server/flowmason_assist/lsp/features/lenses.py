"""Lines above stages."""

from collections.abc import Iterator

from lsprotocol import types as lsp

from flowmason_assist.ide.lenses import Lens, Purpose, lenses
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.server import FlowMasonServer

_SHOW_REFERENCES = "editor.action.showReferences"
_COMMANDS = {
    Purpose.DRY_RUN: "flowmasonAssist.dryRun",
    Purpose.EXPLAIN: "flowmasonAssist.explain",
    Purpose.DIAGRAM: "flowmasonAssist.showDiagram",  # A client's own, where it can show pictures.
}


def register(server: FlowMasonServer) -> None:
    """Register the code lens request."""

    @server.feature(lsp.TEXT_DOCUMENT_CODE_LENS)
    def on_code_lens(ls: FlowMasonServer, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        snapshot = ls.session.snapshot(params.text_document.uri)
        return list(_lenses(ls, snapshot, params.text_document.uri)) if snapshot else []


def _lenses(ls: FlowMasonServer, snapshot: Snapshot, uri: str) -> Iterator[lsp.CodeLens]:
    for lens in lenses(snapshot):
        command = _command(ls, snapshot, uri, lens)
        if command is not None:
            range_ = ls.session.convert.range(snapshot.lines, lens.span)
            yield lsp.CodeLens(range_, command)


def _command(ls: FlowMasonServer, snapshot: Snapshot, uri: str, lens: Lens) -> lsp.Command | None:
    """Give the command of a lens, None for one that nobody here can run."""
    convert = ls.session.convert
    match lens.purpose:
        case Purpose.TELL:
            return lsp.Command(lens.title, "")
        case Purpose.REFERENCES:
            if _SHOW_REFERENCES not in ls.session.client_commands:
                return lsp.Command(lens.title, "")
            place = convert.position(snapshot.lines, lens.span.start)
            locations = [convert.location(snapshot, use) for use in lens.uses]
            return lsp.Command(lens.title, _SHOW_REFERENCES, arguments=[uri, place, locations])
        case Purpose.DRY_RUN | Purpose.EXPLAIN | Purpose.DIAGRAM:
            command = _COMMANDS[lens.purpose]
            if command not in {*ls.protocol.fm.commands, *ls.session.client_commands}:
                return None
            range_ = convert.range(snapshot.lines, lens.span)
            return lsp.Command(lens.title, command, arguments=[{"uri": uri, "range": range_}])
