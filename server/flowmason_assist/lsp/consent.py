"""The consent of a client's user."""

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from flowmason_assist.routing.consent import AskConsent, Consent, Preview
from flowmason_assist.shapes.preview import described, laid_out, preview_as_json, summary

if TYPE_CHECKING:
    from flowmason_assist.lsp.server import FlowMasonServer

logger = logging.getLogger(__name__)

CONSENT = "flowmasonAssist/consent"
"""Asked of clients that show the bytes and the question in a way of their own."""

# The first is what an editor may take for the usual one.
_TITLES = {
    Consent.NO: "Do not send",
    Consent.ONCE: "Send once",
    Consent.SESSION: "Send in this session",
    Consent.NEVER: "Never for this file",
}
_BY_TITLE = {title: consent for consent, title in _TITLES.items()}


def asking_consent(ls: "FlowMasonServer") -> AskConsent:
    """Give what shows a preview in the editor and waits for the answer; no answer means no."""
    loop = asyncio.get_running_loop()

    async def ask(preview: Preview) -> Consent:
        # Jobs have a loop of their own; the client is spoken to on this one.
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(_ask(ls, preview), loop))

    return ask


async def _ask(ls: "FlowMasonServer", preview: Preview) -> Consent:
    choices = [each for each in _TITLES if each is not Consent.NEVER or preview.has_file]
    try:
        if ls.session.asks_consent_itself:
            return await _ask_itself(ls, preview, choices)
        window = ls.session.capabilities.window
        if window is not None and window.show_document and window.show_document.support:
            async with _shown(ls, preview):
                return await _ask_by_message(ls, summary(preview), choices)
        return await _ask_by_message(ls, described(preview), choices)
    except Exception as error:  # noqa: BLE001 - whatever a client answers instead, it is no yes.
        logger.warning("the client cannot ask for consent: %s", error)
        return Consent.NO


async def _ask_itself(ls: "FlowMasonServer", preview: Preview, choices: list[Consent]) -> Consent:
    offered = [{"answer": str(each), "title": _TITLES[each]} for each in choices]
    question = {**preview_as_json(preview), "choices": offered}
    answer = await ls.protocol.send_request_async(CONSENT, question)
    given = getattr(answer, "answer", None)
    return next((each for each in choices if each == given), Consent.NO)


async def _ask_by_message(ls: "FlowMasonServer", text: str, choices: list[Consent]) -> Consent:
    parameters = lsp.ShowMessageRequestParams(
        type=lsp.MessageType.Warning,
        message=text,
        actions=[lsp.MessageActionItem(_TITLES[each]) for each in choices],
    )
    answer = await ls.window_show_message_request_async(parameters)
    return _BY_TITLE.get(answer.title if answer else "", Consent.NO)


@asynccontextmanager
async def _shown(ls: "FlowMasonServer", preview: Preview) -> AsyncIterator[None]:
    """Show every byte in an editor; the file is for the user's eyes only, and gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="flowmason-assist-") as folder:
        file = Path(folder, "what would be sent.txt")
        await asyncio.to_thread(file.write_text, laid_out(preview), encoding="utf-8")
        await ls.window_show_document_async(lsp.ShowDocumentParams(file.as_uri()))
        yield
