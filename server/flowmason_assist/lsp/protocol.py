"""
What pygls leaves open of the protocol: every request is answered, exactly once.

pygls drops requests that it cannot read, whose method it does not know or that come after
`shutdown`; here each gets an error. Files are kept by our session, not by pygls.
"""

import asyncio
import inspect
import logging
from concurrent.futures import Future
from typing import Any

from lsprotocol import types as lsp
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol, lsp_method

logger = logging.getLogger(__name__)

Message = dict[str, Any]

_PATIENCE = 5.0
"""Seconds that something which was cancelled may take to end."""

_OUR_FILES = (
    lsp.TEXT_DOCUMENT_DID_OPEN,
    lsp.TEXT_DOCUMENT_DID_CHANGE,
    lsp.TEXT_DOCUMENT_DID_CLOSE,
)


class FlowMasonProtocol(LanguageServerProtocol):
    """The protocol as one client speaks it."""

    def __init__(self, *arguments: Any) -> None:  # noqa: ANN401 - pygls's own
        super().__init__(*arguments)
        self._withdrawn: set[int | str] = set()
        self.work_done_token: lsp.ProgressToken | None = None
        for method in _OUR_FILES:
            del self.fm.builtin_features[method]

    @property
    def is_shut_down(self) -> bool:
        """Tell whether the client asked the server to shut down."""
        return self._shutdown

    def withdraw(self, identity: int | str) -> None:
        """Take back a request that may not have been looked at yet; any thread may call this."""
        self._withdrawn.add(identity)

    def structure_message(self, data: Message) -> Message:
        """Leave the parts of a message as they are; the whole is read when it is handled."""
        return data

    def handle_message(self, message: Any) -> None:  # noqa: ANN401 - whatever a client sent
        """Take one message as it was sent."""
        if not isinstance(message, dict) or message.get("jsonrpc") != self.VERSION:
            logger.warning("a message is not JSON-RPC 2.0 and is ignored")
            return
        method, identity = message.get("method"), message.get("id")
        try:
            if method is not None:
                self._check(str(method), identity)
            super().handle_message(super().structure_message(message))
        except JsonRpcException as error:
            self._refuse(message, error)

    def _check(self, method: str, identity: object) -> None:
        """Raise what is wrong with a call, whatever its parameters are."""
        if isinstance(identity, int | str) and identity in self._withdrawn:
            raise JsonRpcRequestCancelled("the request was cancelled")
        if self._shutdown and method != lsp.EXIT:
            raise JsonRpcInvalidRequest("the server was shut down")
        if method == lsp.INITIALIZE:
            if self._workspace is not None:
                raise JsonRpcInvalidRequest("the server is initialized already")
        elif self._workspace is None and method != lsp.EXIT:
            raise JsonRpcServerNotInitialized("the first request must be initialize")
        if method != lsp.CANCEL_REQUEST:
            self._get_handler(method)

    def _refuse(self, message: Message, error: JsonRpcException) -> None:
        method, identity = message.get("method"), message.get("id")
        if method is not None and identity is not None:
            self._send_response(identity, error=error.to_response_error())
        elif not (isinstance(error, JsonRpcMethodNotFound) and str(method).startswith("$/")):
            logger.warning('the message "%s" is ignored: %s', method, error.message)

    def _handle_cancel_notification(self, msg_id: str | int) -> None:
        self._withdrawn.discard(msg_id)
        future = self._request_futures.get(msg_id)
        if future is not None:
            future.cancel()

    def _run_generator(self, future: Future[Any] | None, **more: Any) -> None:  # noqa: ANN401 - pygls's own
        if future is None or not future.cancelled():
            super()._run_generator(future, **more)

    @lsp_method(lsp.SHUTDOWN)
    async def lsp_shutdown(  # type: ignore[override]  # pygls takes both kinds.
        self, *arguments: object
    ) -> None:
        """Cancel what is being done, so that every request has its answer before this one."""
        handler = self.fm.features.get(lsp.SHUTDOWN)
        if handler is not None:
            await handler(*arguments)
        self._shutdown = True
        futures: list[object] = [*self._request_futures.values()]
        current = asyncio.current_task()
        tasks = [each for each in futures if isinstance(each, asyncio.Task)]
        waiting = [each for each in tasks if each is not current and not each.done()]
        for each in waiting:
            each.cancel()
        if waiting:
            await asyncio.wait(waiting, timeout=_PATIENCE)

    @lsp_method(lsp.WORKSPACE_EXECUTE_COMMAND)
    async def lsp_workspace__execute_command(  # type: ignore[override]  # pygls takes both kinds.
        self, params: lsp.ExecuteCommandParams
    ) -> object:
        """Run a command; cancelling the request cancels the command."""
        command, arguments, named = next(super().lsp_workspace__execute_command(params))
        self.work_done_token = params.work_done_token  # The command reads it before it waits.
        result = command(*arguments, **named)
        return await result if inspect.isawaitable(result) else result
