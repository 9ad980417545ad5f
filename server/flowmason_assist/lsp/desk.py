"""The models and rules that hold for a client's files, and its user's consent."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from flowmason_assist.config.desk import desk_of
from flowmason_assist.lsp.settings import EditorSettings
from flowmason_assist.routing.consent import AskConsent, Consent, Preview
from flowmason_assist.routing.desk import Desk
from flowmason_assist.shapes.preview import described

if TYPE_CHECKING:
    from flowmason_assist.lsp.server import FlowMasonServer

_ANSWERS = {
    "Send once": Consent.ONCE,
    "Send in this session": Consent.SESSION,
    "Do not send": Consent.NO,
    "Never for this file": Consent.NEVER,
}


def desk_for(settings: EditorSettings, path: Path | None, ask_consent: AskConsent) -> Desk:
    """Give the desk for work on a file, as the editor's settings have it."""
    return desk_of(settings.configuration(path or Path.cwd() / "none"), ask_consent)


def asking_consent(ls: "FlowMasonServer") -> AskConsent:
    """Give what shows a preview in the editor and waits for the answer; no answer means no."""
    loop = asyncio.get_running_loop()

    async def ask(preview: Preview) -> Consent:
        parameters = lsp.ShowMessageRequestParams(
            type=lsp.MessageType.Warning,
            message=described(preview),
            actions=[lsp.MessageActionItem(title) for title in _ANSWERS],
        )
        shown = ls.window_show_message_request_async(parameters)
        answer = await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(shown, loop))
        return _ANSWERS.get(answer.title if answer else "", Consent.NO)

    return ask
