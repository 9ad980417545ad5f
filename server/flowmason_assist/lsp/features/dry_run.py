"""The dry run: the real engine, with made-up models and no network."""

import asyncio
from functools import cache
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp

from flowmason_assist.errors import EngineError
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.progress import new_token, progress
from flowmason_assist.lsp.publish import publish_all
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.subject import failed, subject_of

if TYPE_CHECKING:
    from flowmason_assist.engine.result import DryRun
    from flowmason_assist.engine.session import EngineSession


def register(server: FlowMasonServer) -> None:
    """Register the command."""

    @cache
    def engine() -> "EngineSession":
        from flowmason_assist.engine.session import EngineSession

        return EngineSession()

    @server.command("flowmasonAssist.dryRun")
    async def on_dry_run(ls: FlowMasonServer, *subjects: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        # Imported when something is first run, so that the server starts sooner.
        from flowmason_assist.ide.run.faults import faults
        from flowmason_assist.ide.run.report import report, verdict

        snapshot = subject_of(ls, subjects).file
        if not ls.session.is_trusted:
            raise failed("nothing is run in a workspace that is not trusted")
        try:
            run = await _run(ls, engine(), snapshot)
        except EngineError as error:
            raise failed(str(error)) from None
        ls.session.note_failures(snapshot, faults(snapshot, run))
        publish_all(ls)
        name = snapshot.path.name
        return {
            "title": f"Dry run of {name}",
            "markdown": report(name, run),
            "summary": verdict(run),
            **run.to_json(),
        }

    @server.feature(lsp.SHUTDOWN)
    def on_shutdown(_params: None) -> None:
        if engine.cache_info().currsize:
            engine().abort()


async def _run(ls: FlowMasonServer, engine: "EngineSession", snapshot: Snapshot) -> "DryRun":
    from flowmason_assist.engine.options import DryRunOptions

    interpreter = ls.session.settings.configuration(snapshot.path).interpreter
    options = DryRunOptions(interpreter=interpreter or None)
    loop = asyncio.get_running_loop()
    token = ls.protocol.work_done_token or await new_token(ls)
    async with progress(ls, "Dry run", token) as reporter:

        def watch(stage: str) -> None:
            loop.call_soon_threadsafe(reporter.say, stage)

        try:
            return await asyncio.to_thread(engine.run, snapshot.text, None, options, watch)
        except asyncio.CancelledError:
            engine.abort()
            raise
