"""
Messages over standard input and output.

One thread reads all the time. What has arrived waits in the event loop's queue, so a request
that was cancelled meanwhile is never begun, and edits that arrive together are analyzed once.
"""

import asyncio
import contextlib
import json
import logging
import os
import sys
import threading
from collections.abc import Callable
from typing import Any, BinaryIO, Final

from lsprotocol import types as lsp

from flowmason_assist.lsp.protocol import FlowMasonProtocol

logger = logging.getLogger(__name__)

_LENGTH: Final = b"content-length"
_LONGEST: Final = 256 * 1024 * 1024
_WAITING: Final = 256
"""How many messages are read ahead; a client that sends more than we can do has to wait."""


class Reader:
    """Reads messages in a thread and hands them to an event loop."""

    def __init__(self, protocol: FlowMasonProtocol, source: BinaryIO, ended: asyncio.Event) -> None:
        self._protocol = protocol
        self._source = source
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._room = threading.BoundedSemaphore(_WAITING)

    def start(self) -> None:
        """Begin to read."""
        # A daemon, because nothing can end a read of a stream that stays open.
        threading.Thread(target=self._run, name="reader", daemon=True).start()

    def _run(self) -> None:
        try:
            while (body := read_body(self._source)) is not None:
                self._pass_on(body)
        except (OSError, ValueError):
            logger.exception("reading ends")
        self._post(self._ended.set)

    def _pass_on(self, body: bytes) -> None:
        try:
            message = json.loads(body)
        except (ValueError, RecursionError) as error:
            logger.warning("a message is not JSON and is ignored: %s", error)
            return
        match message:
            case {"method": lsp.CANCEL_REQUEST, "params": {"id": int() | str() as identity}}:
                self._protocol.withdraw(identity)
        self._room.acquire()
        self._post(lambda: self._handle(message))

    def _handle(self, message: Any) -> None:  # noqa: ANN401 - whatever a client sent
        self._room.release()
        try:
            self._protocol.handle_message(message)
        except Exception:
            logger.exception("a message could not be handled")

    def _post(self, call: Callable[[], None]) -> None:
        try:
            self._loop.call_soon_threadsafe(call)
        except RuntimeError:
            logger.debug("the server has ended already")


class Writer:
    """Writes messages; a client that does not listen any more ends the conversation."""

    def __init__(self, target: BinaryIO, ended: asyncio.Event) -> None:
        self._target = target
        self._ended = ended

    def write(self, data: bytes) -> None:
        """Send a message."""
        try:
            self._target.write(data)
            self._target.flush()
        except (OSError, ValueError):
            self._ended.set()

    def close(self) -> None:
        """Send what is left."""
        with contextlib.suppress(OSError, ValueError):
            self._target.close()


async def converse(
    protocol: FlowMasonProtocol, source: BinaryIO, target: BinaryIO, ended: asyncio.Event
) -> None:
    """Answer the messages of a stream until it or the conversation ends."""
    protocol.set_writer(Writer(target, ended))
    Reader(protocol, source, ended).start()
    await ended.wait()


def take_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """
    Give standard input and output, and leave others in their place.

    What a library prints goes to standard error, and a child process inherits no input of ours.
    """
    source = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    target = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, sys.stdin.fileno())
    os.close(nothing)
    return source, target


def read_body(source: BinaryIO) -> bytes | None:
    """Give the body of the next message, None at the end of the stream."""
    length = None
    while line := source.readline():
        name, _, value = line.partition(b":")
        if name.strip().lower() == _LENGTH and value.strip().isdigit():
            length = int(value)
        elif not line.strip() and length is not None:
            if length > _LONGEST:
                raise ValueError(f"a message of {length} bytes is too long")
            body = source.read(length)
            return body if len(body) == length else None
    return None
