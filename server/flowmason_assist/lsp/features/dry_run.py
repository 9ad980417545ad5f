"""The dry run: the real engine, with made-up models and no network."""

from typing import Any

from flowmason_assist.errors import EngineError
from flowmason_assist.lsp.engine import run_dry
from flowmason_assist.lsp.publish import publish_all
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.subject import failed, subject_of


def register(server: FlowMasonServer) -> None:
    """Register the command."""

    @server.command("flowmasonAssist.dryRun")
    async def on_dry_run(ls: FlowMasonServer, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        # Imported when something is first run, so that the server starts sooner.
        from flowmason_assist.ide.run.faults import faults
        from flowmason_assist.ide.run.report import report, verdict

        snapshot = subject_of(ls, given).file
        try:
            run = await run_dry(ls, snapshot)
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
