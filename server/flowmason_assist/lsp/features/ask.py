"""Questions about FlowMason, and about the file at hand."""

import asyncio
from typing import Any

from flowmason_assist.lsp.progress import new_token, progress
from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.subject import failed, subject_of


def register(server: FlowMasonServer) -> None:
    """Register the command."""

    @server.command("flowmasonAssist.ask")
    async def on_ask(ls: FlowMasonServer, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        from flowmason_assist.assist.answer import Opened, answer
        from flowmason_assist.routing.asked import Asked
        from flowmason_assist.shapes.answer import answer_as_json

        subject = subject_of(ls, given)
        if not subject.text.strip():
            raise failed("ask something, such as: how do I loop over a list?")
        file = subject.snapshot
        opened = Opened(file.facts, file.path.name, subject.stage) if file else None
        path = file.path if file else None
        asked = Asked("ask", subject.text, path=path, tier=subject.tier)
        token = ls.protocol.work_done_token or await new_token(ls)
        async with progress(ls, "Looking it up", token):
            shelf = await asyncio.to_thread(lambda: ls.session.shelf)
            answered = await ls.assist(answer(subject.text, shelf, opened), asked)
        if answered.value is None:
            raise failed(answered.error or "there is no answer")
        found = answered.value
        sources = "".join(f"\n- {each.title}: {each.section}" for each in found.sources)
        return {
            "title": "Answer",
            "markdown": f"{found.text}\n\nSources:\n{sources}" if sources else found.text,
            **answer_as_json(found, answered.route),
        }
