"""Commands that the user runs from a lens, an action or a palette."""

import asyncio
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams

from flowmason_assist.errors import EngineError
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.convert import path_of
from flowmason_assist.lsp.progress import new_token, progress
from flowmason_assist.lsp.publish import publish_all
from flowmason_assist.lsp.server import FlowMasonServer

if TYPE_CHECKING:
    from flowmason_assist.engine.result import DryRun
    from flowmason_assist.engine.session import EngineSession

_FAILED = -32803  # RequestFailed: understood, but it could not be done.


def register(server: FlowMasonServer) -> None:
    """Register the commands that need no model."""

    @cache
    def engine() -> "EngineSession":
        from flowmason_assist.engine.session import EngineSession

        return EngineSession()

    @server.command("flowmasonAssist.dryRun")
    async def on_dry_run(ls: FlowMasonServer, *subjects: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        # Imported when something is first run, so that the server starts sooner.
        from flowmason_assist.ide.run.faults import faults
        from flowmason_assist.ide.run.report import report, verdict

        snapshot = _snapshot(ls, subjects)
        if not ls.session.is_trusted:
            raise JsonRpcException("nothing is run in a workspace that is not trusted", _FAILED)
        try:
            run = await _run(ls, engine(), snapshot)
        except EngineError as error:
            raise JsonRpcException(str(error), _FAILED) from None
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


def _snapshot(ls: FlowMasonServer, subjects: tuple[Any, ...]) -> Snapshot:
    """Give the file that a command is about."""
    match subjects:
        case ({"uri": str(uri)}, *_):
            snapshot = ls.session.snapshot(uri)
            path = path_of(uri)
            if snapshot is None and _is_pipeline(path):
                snapshot = ls.session.read(path)
            if snapshot is not None:
                return snapshot
            raise JsonRpcInvalidParams(f'"{uri}" is neither open nor a pipeline on the disk')
    raise JsonRpcInvalidParams('the command needs an object with "uri"')


def _is_pipeline(path: Path) -> bool:
    return path.is_absolute() and path.name.endswith(".pipeline.json")
