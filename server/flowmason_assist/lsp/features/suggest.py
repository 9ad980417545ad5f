"""Suggestions for prompts and settings, as a command and as text behind the cursor."""

import asyncio
from typing import Any

from lsprotocol import types as lsp

from flowmason_assist.lsp.server import FlowMasonServer
from flowmason_assist.lsp.subject import subject_of


def register(server: FlowMasonServer) -> None:
    """Register the command, and the completion inside prompts."""

    @server.command("flowmasonAssist.suggest")
    async def on_suggest(ls: FlowMasonServer, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        from flowmason_assist.assist.suggest.estimate import estimates
        from flowmason_assist.assist.suggest.suggest import Wanted, suggest
        from flowmason_assist.ide.suggesting.report import report
        from flowmason_assist.routing.route import local_route

        subject = subject_of(ls, given)
        linted = subject.file.linted
        wanted = Wanted(subject.stage)
        found = await asyncio.to_thread(suggest, linted, wanted, _unrun)
        name = subject.file.path.name
        return {
            "title": f"Suggestions for {name}",
            "summary": f"{len(found)} suggestions" if found else "nothing to suggest",
            "markdown": report(name, found, estimates(linted.facts)),
            "route": local_route("suggest").as_json(),
        }

    @server.feature(lsp.TEXT_DOCUMENT_INLINE_COMPLETION, lsp.InlineCompletionOptions())
    def on_inline_completion(
        ls: FlowMasonServer, params: lsp.InlineCompletionParams
    ) -> list[lsp.InlineCompletionItem]:
        from flowmason_assist.ide.inline_completion import inline_completions

        at = ls.session.locate(params.text_document.uri, params.position)
        texts = inline_completions(at.snapshot, at.offset) if at else ()
        return [lsp.InlineCompletionItem(text) for text in texts]


def _unrun(_text: str) -> bool:
    return True  # Nothing is written here: what is applied later is an action, and checked there.
