"""The real engine, run for a client: with progress, and ended where the user says so."""

import asyncio
from typing import TYPE_CHECKING

from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.progress import new_token, progress
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.subject import failed

if TYPE_CHECKING:
    from flowmason_assist.engine.options import DryRunOptions
    from flowmason_assist.engine.result import DryRun


def options_for(ls: FlowMasonServer, snapshot: Snapshot) -> "DryRunOptions":
    """Give how a file is run; raises the protocol's error where nothing may be run."""
    from flowmason_assist.engine.options import DryRunOptions

    if not ls.session.is_trusted:
        raise failed("nothing is run in a workspace that is not trusted")
    interpreter = ls.session.settings.configuration(snapshot.path).interpreter
    return DryRunOptions(interpreter=interpreter or None)


async def run_dry(ls: FlowMasonServer, snapshot: Snapshot) -> "DryRun":
    """Run a file; raises `EngineError` where there is no engine."""
    options = options_for(ls, snapshot)
    loop = asyncio.get_running_loop()
    token = ls.protocol.work_done_token or await new_token(ls)
    engine = ls.session.engine
    async with progress(ls, "Dry run", token) as reporter:

        def watch(stage: str) -> None:
            loop.call_soon_threadsafe(reporter.say, stage)

        try:
            return await asyncio.to_thread(engine.run, snapshot.text, None, options, watch)
        except asyncio.CancelledError:
            engine.abort()
            raise
