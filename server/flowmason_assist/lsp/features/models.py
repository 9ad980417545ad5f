"""The models behind the answers: which would answer, and starting them anew."""

from typing import Any

from flowmason_assist.lsp.server import FlowMasonServer


def register(server: FlowMasonServer) -> None:
    """Register the commands."""

    @server.command("flowmasonAssist.restartModel")
    async def on_restart(ls: FlowMasonServer, *_given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        await ls.session.assistant.restart_models()
        return {"title": "Models", "markdown": "The model starts anew with the next request."}
