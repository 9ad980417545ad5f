"""Finding the cause of an error that the user pasted, or that a dry run shows."""

import asyncio
from typing import TYPE_CHECKING, Any

from flowmason_assist.errors import EngineError
from flowmason_assist.ide.snapshot import Snapshot
from flowmason_assist.lsp.engine import options_for
from flowmason_assist.lsp.progress import new_token, progress
from flowmason_assist.lsp.publish import publish_all
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.subject import failed, subject_of

if TYPE_CHECKING:
    from flowmason_assist.assist.debug.diagnosis import Diagnosis


def register(server: FlowMasonServer) -> None:
    """Register the command."""

    @server.command("flowmasonAssist.debug")
    async def on_debug(ls: FlowMasonServer, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        from flowmason_assist.ide.diagnosing.report import faults, report
        from flowmason_assist.routing.route import local_route

        subject = subject_of(ls, given)
        snapshot = subject.file
        token = ls.protocol.work_done_token or await new_token(ls)
        async with progress(ls, "Looking for the cause", token):
            try:
                found = await _diagnosis(ls, snapshot, subject.text)
            except EngineError as error:
                raise failed(str(error)) from None
        ls.session.note_failures(snapshot, tuple(faults(found)))
        publish_all(ls)
        name = snapshot.path.name
        return {
            "title": f"Why {name} fails",
            "summary": found.cause,
            "markdown": report(name, found, snapshot.lines),
            "kind": found.kind,
            "stage": found.stage,
            "path": found.pointer,
            "confidence": found.confidence,
            "route": local_route("debug").as_json(),
        }


async def _diagnosis(ls: FlowMasonServer, snapshot: Snapshot, pasted: str) -> "Diagnosis":
    options = options_for(ls, snapshot)
    engine = ls.session.engine

    def find() -> "Diagnosis":
        from flowmason_assist.assist.debug.diagnose import diagnose, diagnose_run
        from flowmason_assist.assist.debug.given import given_for
        from flowmason_assist.assist.debug.paste import read
        from flowmason_assist.assist.debug.probe import probe_of

        if pasted.strip():
            told = read(pasted)
            probe = probe_of(engine, given_for(snapshot.linted.facts, told), options)
            return diagnose(snapshot.linted, told, probe)
        probe = probe_of(engine, None, options)
        return diagnose_run(snapshot.linted, engine.run(snapshot.text, None, options), probe)

    try:
        return await asyncio.to_thread(find)
    except asyncio.CancelledError:
        engine.abort()
        raise
