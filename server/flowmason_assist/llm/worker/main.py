"""The worker's process: reads requests from a pipe of its own, and streams what the model says."""

import faulthandler
import os
import queue
import threading
import time
from collections.abc import Mapping
from typing import Any, BinaryIO

from flowmason_assist.process.frames import encode_frame, read_frame
from flowmason_assist.process.limits import limit_memory
from flowmason_assist.process.pipes import private_pipes
from flowmason_assist.process.priority import lower_priority

BEAT_SECONDS = 0.2


class Outgoing:
    """The pipe to our parent, for several threads."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lock = threading.Lock()

    def send(self, message: Mapping[str, Any]) -> None:
        """Send a message; a parent that is gone takes us with it."""
        try:
            with self._lock:
                self._stream.write(encode_frame(message))
                self._stream.flush()
        except OSError:
            os._exit(0)


class Heart:
    """Tells the parent, while there is work, that this process is alive."""

    def __init__(self, outgoing: Outgoing) -> None:
        self._outgoing = outgoing
        self._busy = threading.Event()
        threading.Thread(target=self._beat, daemon=True).start()

    def start(self) -> None:
        """Beat from now on."""
        self._busy.set()

    def rest(self) -> None:
        """Stop until there is work again."""
        self._busy.clear()

    def _beat(self) -> None:
        while self._busy.wait():
            self._outgoing.send({"beat": True})
            time.sleep(BEAT_SECONDS)


def main() -> None:
    """Serve until the pipe ends."""
    stream_in, stream_out = private_pipes()
    faulthandler.enable()
    lower_priority()
    outgoing = Outgoing(stream_out)
    requests: queue.SimpleQueue[Mapping[str, Any]] = queue.SimpleQueue()
    canceled: set[int] = set()
    heart = Heart(outgoing)
    heart.start()
    settings: Any = read_frame(stream_in)
    limit_memory(int(settings["memory"]))
    from flowmason_assist.llm.worker.memory import watch_resident_memory
    from flowmason_assist.llm.worker.serve import Server

    watch_resident_memory(int(settings["memory"]))
    server = Server(settings, outgoing, canceled)
    threading.Thread(target=_receive, args=(stream_in, requests, server), daemon=True).start()
    if not server.load():
        return
    while True:
        heart.rest()
        request = requests.get()
        heart.start()
        server.answer(request)


def _receive(
    incoming: BinaryIO,
    requests: "queue.SimpleQueue[Mapping[str, Any]]",
    server: Any,  # noqa: ANN401
) -> None:
    """Hand over what arrives; when our parent is gone or talks nonsense, so are we."""
    try:
        while True:
            message: Any = read_frame(incoming)
            if "cancel" in message:
                server.cancel(message["cancel"])
            else:
                requests.put(message)
    except BaseException:  # noqa: BLE001 - there is nobody left to tell.
        os._exit(0)
