"""The models behind the answers: which would answer, and starting them anew."""

from typing import Any

from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.subject import subject_of


def register(server: FlowMasonServer) -> None:
    """Register the commands."""

    @server.command("flowmasonAssist.restartModel")
    async def on_restart(ls: FlowMasonServer, *_given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        await ls.assistant.restart_models()
        return {"title": "Models", "markdown": "The model starts anew with the next request."}

    @server.command("flowmasonAssist.showRoute")
    async def on_route(ls: FlowMasonServer, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        from flowmason_assist.ide.markdown import bullets, message, paragraphs
        from flowmason_assist.routing.asked import Asked, Origin, Piece

        subject = subject_of(ls, given)
        file = subject.snapshot
        pieces = (Piece(Origin.PIPELINE, file.text),) if file else ()
        task = "ask" if subject.text else "explain"
        path = file.path if file else None
        asked = Asked(task, subject.text, pieces=pieces, path=path, tier=subject.tier)
        route = await ls.assistant.decide(asked)
        model = f" by {route.model}" if route.model else ""
        head = f"**{route.tier}**: {route.task} is answered{model}"
        return {
            "title": "Which model would answer",
            "summary": str(route.tier),
            "markdown": paragraphs(head, bullets(map(message, route.reasons))),
            **route.as_json(),
        }
