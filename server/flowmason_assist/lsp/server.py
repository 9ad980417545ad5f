"""
The language server: pygls with our session.

Handlers live in `features`, one file each, and are found by looking into that folder.
"""

import asyncio
import importlib
import logging
import os
import pkgutil
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer

from flowmason_assist import __version__
from flowmason_assist.ide.index.store import cache_folder
from flowmason_assist.lsp import features
from flowmason_assist.lsp.client_process import is_running, wait_for_end
from flowmason_assist.lsp.protocol import FlowMasonProtocol
from flowmason_assist.lsp.session import Session
from flowmason_assist.lsp.transport import converse, take_standard_streams
from flowmason_assist.routing.keys import take_editor_keys
from flowmason_assist.text.edit import Edit, apply

if TYPE_CHECKING:
    from flowmason_assist.ide.snapshot import Snapshot
    from flowmason_assist.llm.api import Task
    from flowmason_assist.lsp.assistant import Assistant
    from flowmason_assist.lsp.feedback import Feedback
    from flowmason_assist.lsp.remarks import Remarks
    from flowmason_assist.routing.answer import Answered
    from flowmason_assist.routing.asked import Asked
    from flowmason_assist.routing.ledger.entry import Verdict
    from flowmason_assist.routing.route import Route

T = TypeVar("T")

logger = logging.getLogger(__name__)

_STATUS = "flowmasonAssist/status"


class FlowMasonServer(LanguageServer):
    """
    A server for one client.

    Files are sent whole: pipelines are small, and the lines of JSON are not those of Python.
    """

    protocol: FlowMasonProtocol

    def __init__(self) -> None:
        super().__init__(
            name="flowmason-assist",
            version=__version__,
            text_document_sync_kind=lsp.TextDocumentSyncKind.Full,
            protocol_cls=FlowMasonProtocol,
        )
        self.session = Session()
        self._ended = asyncio.Event()
        self._following: asyncio.Task[None] | None = None
        self._judging: set[asyncio.Task[bool]] = set()
        self._editor_keys = take_editor_keys(os.environ)

    def start_io(self, stdin: BinaryIO | None = None, stdout: BinaryIO | None = None) -> None:
        """Serve the client at standard input and output, or at other streams, until it leaves."""
        if stdin is None or stdout is None:
            stdin, stdout = take_standard_streams()
        asyncio.run(self._serve(stdin, stdout))
        sys.exit(0 if self.protocol.is_shut_down else 1)

    def follow_client(self, process_id: int) -> None:
        """
        End when the process of the client ends, even if its pipes stay open.

        One that cannot be seen runs in another container or on another machine.
        """
        if is_running(process_id):
            self._following = asyncio.get_running_loop().create_task(self._end_with(process_id))

    @cached_property
    def assistant(self) -> "Assistant":
        """Give what runs jobs that may ask a model, which starts with its first job."""
        from flowmason_assist.lsp.assistant import Assistant
        from flowmason_assist.lsp.consent import asking_consent

        settings = self.session.settings
        folder = cache_folder(settings.configuration(Path.cwd()).cache_folder)
        replies = folder / "replies.sqlite"
        return Assistant(settings, asking_consent(self), replies, self._editor_keys)

    @cached_property
    def remarks(self) -> "Remarks":
        """Give what a model says about stages, which nobody waits for."""
        from flowmason_assist.lsp.remarks import Remarks

        return Remarks(self.assistant)

    @cached_property
    def feedback(self) -> "Feedback":
        """Give what watches the use of answers."""
        from flowmason_assist.lsp.feedback import Feedback

        return Feedback(self._judge)

    async def apply(
        self, uri: str, snapshot: "Snapshot", edits: Sequence[Edit], label: str, route: "Route"
    ) -> None:
        """Put an answer into a file, and watch what its user does with it."""
        changes = self.session.workspace_edit(uri, snapshot, edits)
        params = lsp.ApplyWorkspaceEditParams(changes, label=label)
        number = route.details.get("decision", 0)
        self.feedback.applied(uri, number, snapshot.text, apply(snapshot.text, edits))
        result = await self.workspace_apply_edit_async(params)
        if not result.applied:
            self.feedback.withdraw(uri)

    async def assist(self, task: "Task[T]", asked: "Asked") -> "Answered[T]":
        """Run a job that may ask a model, and tell the client which one answered."""
        self.feedback.asking(asked)
        answered = await self.assistant.run(task, asked)
        route = answered.route
        self.feedback.answered(asked, route.details.get("decision", 0))
        status = {
            "tier": str(route.tier),
            "model": route.model,
            "message": "; ".join(route.reasons),
        }
        self.protocol.notify(_STATUS, status)
        return answered

    async def settle(self) -> None:
        """Write down what became of answers in files that are still open; the client leaves."""
        self.feedback.ended(self.session.text)
        await asyncio.gather(*self._judging)

    async def _serve(self, stdin: BinaryIO, stdout: BinaryIO) -> None:
        try:
            await converse(self.protocol, stdin, stdout, self._ended)
        finally:
            await self.settle()  # A client that ends without a word has not shut us down.

    def _judge(self, path: Path | None, number: int, verdict: "Verdict") -> None:
        """Write down in the background what became of an answer."""
        loop = asyncio.get_running_loop()
        judging = loop.create_task(self.assistant.judge(path, number, verdict))
        self._judging.add(judging)
        judging.add_done_callback(self._judging.discard)

    async def _end_with(self, process_id: int) -> None:
        await wait_for_end(process_id)
        self._ended.set()

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ANN401, ARG002 - pygls's own type is private
        """Note an error of ours; a popup would help nobody, and refusals are answers."""
        if isinstance(error, JsonRpcInternalError):
            trace = error.data.get("traceback", ()) if isinstance(error.data, dict) else ()
            logger.error("%s\n%s", error.message, "".join(trace))
        elif not isinstance(error, JsonRpcException):
            logger.error("%s", error, exc_info=error)


def make_server() -> FlowMasonServer:
    """Give a server with all its features."""
    server = FlowMasonServer()
    for module in sorted(pkgutil.iter_modules(features.__path__), key=lambda each: each.name):
        importlib.import_module(f"{features.__name__}.{module.name}").register(server)
    return server
