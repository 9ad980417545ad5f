"""The end of a session: nothing is left running, and nothing that is known gets lost."""

from lsprotocol import types as lsp

from flowmason_assist.lsp.server import FlowMasonServer


def register(server: FlowMasonServer) -> None:
    """Register the handler; the protocol's own work comes after it."""

    @server.feature(lsp.SHUTDOWN)
    async def on_shutdown(ls: FlowMasonServer, _params: None) -> None:
        ls.session.abort_runs()
        await ls.settle()
