"""The consent of a client's user."""

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from flowmason_assist.routing.consent import AskConsent, Consent, Preview
from flowmason_assist.shapes.preview import described

if TYPE_CHECKING:
    from flowmason_assist.lsp.server import FlowMasonServer

_ANSWERS = {
    "Send once": Consent.ONCE,
    "Send in this session": Consent.SESSION,
    "Do not send": Consent.NO,
    "Never for this file": Consent.NEVER,
}


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
