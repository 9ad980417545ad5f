"""Explaining a pipeline or one of its stages."""

from typing import Any

from flowmason_assist.lsp.progress import new_token, progress
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.subject import subject_of


def register(server: FlowMasonServer) -> None:
    """Register the command."""

    @server.command("flowmasonAssist.explain")
    async def on_explain(ls: FlowMasonServer, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        from flowmason_assist.assist.explain.draw import draw
        from flowmason_assist.assist.explain.explain import explain, plain
        from flowmason_assist.ide.explaining.report import report
        from flowmason_assist.routing.asked import Asked, Origin, Piece
        from flowmason_assist.shapes.explanation import explanation_as_json

        subject = subject_of(ls, given)
        snapshot = subject.file
        name = snapshot.path.name
        if subject.diagram is not None:
            return {"title": f"Stages of {name}", "diagram": draw(snapshot.facts, subject.diagram)}
        pieces = (Piece(Origin.PIPELINE, snapshot.text),)
        asked = Asked("explain", pieces=pieces, path=snapshot.path, tier=subject.tier)
        token = ls.protocol.work_done_token or await new_token(ls)
        async with progress(ls, "Explaining", token):
            answered = await ls.assist(explain(snapshot.facts), asked)
        found = answered.value or plain(snapshot.facts)
        diagram = draw(snapshot.facts, "mermaid")
        return {
            "title": f"What {name} does",
            "markdown": report(name, found, subject.stage, diagram),
            **explanation_as_json(found, answered.route),
        }
