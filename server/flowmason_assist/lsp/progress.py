"""Progress of slow work, shown by clients that can, and cancelled where the user says so."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass

from lsprotocol import types as lsp

from flowmason_assist.lsp.server import FlowMasonServer


@dataclass(frozen=True, slots=True)
class Reporter:
    """Tells how far some work is; without a token it tells nobody."""

    ls: FlowMasonServer
    token: lsp.ProgressToken | None

    def say(self, message: str, percentage: int | None = None) -> None:
        """Tell what is being done."""
        if self.token is not None:
            report = lsp.WorkDoneProgressReport(message=message, percentage=percentage)
            self.ls.work_done_progress.report(self.token, report)


@contextlib.asynccontextmanager
async def progress(
    ls: FlowMasonServer, title: str, token: lsp.ProgressToken | None
) -> AsyncIterator[Reporter]:
    """
    Show some work to the user while it is done; without a token nothing is shown.

    A user who cancels there cancels the task that does the work.
    """
    if token is None:
        yield Reporter(ls, None)
        return
    begin = lsp.WorkDoneProgressBegin(title=title, cancellable=True)
    ls.work_done_progress.begin(token, begin)
    _listen(ls, token)
    try:
        yield Reporter(ls, token)
    finally:
        ls.work_done_progress.end(token, lsp.WorkDoneProgressEnd())
        ls.work_done_progress.tokens.pop(token, None)


async def new_token(ls: FlowMasonServer) -> lsp.ProgressToken | None:
    """Ask the client to show some progress that it did not ask for; None if it does not."""
    window = ls.session.capabilities.window
    if window is None or not window.work_done_progress:
        return None
    token = str(uuid.uuid4())
    try:
        await ls.work_done_progress.create_async(token)
    except Exception:  # noqa: BLE001 - whatever the client answers, the work goes on unseen.
        return None
    return token


def _listen(ls: FlowMasonServer, token: lsp.ProgressToken) -> None:
    task = asyncio.current_task()
    wish = ls.work_done_progress.tokens.get(token)
    if task is not None and wish is not None:
        wish.add_done_callback(lambda future: task.cancel() if future.cancelled() else None)
