"""A bare client for language servers on standard input and output, with times."""

import json
import os
import queue
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

PATIENCE: Final = 60.0
"""Seconds after which an answer counts as missing."""

Message = dict[str, Any]


class NoAnswerError(Exception):
    """A server did not answer in time, or with an error."""


@dataclass(frozen=True, slots=True)
class Published:
    """Diagnostics that a server sent on its own account, and when they arrived."""

    at: float
    diagnostics: list[Message]


class Connection:
    """A server process and the conversation with it."""

    def __init__(self, command: Sequence[str | Path], settings: Mapping[str, Any]) -> None:
        self.started = time.perf_counter()
        self.published: queue.Queue[Published] = queue.Queue()
        self._settings = settings
        self._process = subprocess.Popen(
            [os.fspath(each) for each in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("pipes were asked for")
        self._input, self._output = self._process.stdin, self._process.stdout
        self._answers: dict[int, queue.Queue[tuple[float, Message]]] = {}
        self._writing = threading.Lock()
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def pid(self) -> int:
        """Give the id of the server's process."""
        return self._process.pid

    def notify(self, method: str, params: object) -> float:
        """Send a notification and give the time just before it was sent."""
        return self._send({"method": method, "params": params})

    def request(self, method: str, params: object) -> tuple[float, Any]:
        """Send a request; give the seconds until the answer, and the answer."""
        identity = len(self._answers) + 1
        answer: queue.Queue[tuple[float, Message]] = queue.Queue()
        self._answers[identity] = answer
        sent = self._send({"id": identity, "method": method, "params": params})
        try:
            arrived, message = answer.get(timeout=PATIENCE)
        except queue.Empty:
            raise NoAnswerError(f"no answer to {method}") from None
        if "error" in message:
            raise NoAnswerError(f"{method}: {message['error']}")
        return arrived - sent, message.get("result")

    def close(self) -> int:
        """End the server as editors do, and give its exit code."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        """End the server at once."""
        self._process.kill()
        self._process.wait()

    def _send(self, message: Message) -> float:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        with self._writing:
            now = time.perf_counter()
            self._input.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            self._input.flush()
        return now

    def _read(self) -> None:
        stream = self._output
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = stream.readline()
            body = stream.read(length)
            self._take(time.perf_counter(), json.loads(body))

    def _take(self, now: float, message: Message) -> None:
        method = message.get("method")
        if method is None:
            self._answers[message["id"]].put((now, message))
        elif "id" in message:
            result = self._reply(method, message.get("params"))
            self._send({"id": message["id"], "result": result})
        elif method == "textDocument/publishDiagnostics":
            self.published.put(Published(now, message["params"]["diagnostics"]))

    def _reply(self, method: str, params: Any) -> object:  # noqa: ANN401 - whatever a server asks
        if method != "workspace/configuration":
            return None
        return [self._section(item.get("section")) for item in params["items"]]

    def _section(self, name: str | None) -> object:
        value: Any = self._settings
        for part in (name or "").split("."):
            if part:
                value = value.get(part) if isinstance(value, Mapping) else None
        return value
