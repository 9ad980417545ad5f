"""A client that may send anything, and counts the answers."""

import json
import subprocess
import threading
from collections import defaultdict
from typing import Any, Self

from tests.lsp.editor import PATIENCE, SERVER

Message = dict[str, Any]


class RawClient:
    """A server process and everything that it said; to be used as a context."""

    def __init__(self, *options: str) -> None:
        self.answers: defaultdict[object, list[Message]] = defaultdict(list)
        self.published: dict[str, Message] = {}
        self.asked: list[object] = []
        self._process = subprocess.Popen(
            [*SERVER, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._input, self._output = self._process.stdin, self._process.stdout
        self._errors = self._process.stderr
        self._news = threading.Condition()
        self._is_silent = False
        self.log = ""
        self._threads = [threading.Thread(target=each) for each in (self._read, self._listen)]

    def __enter__(self) -> Self:
        for each in self._threads:
            each.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self.wait()

    def connect(self, capabilities: Message | None = None, process: int | None = None) -> Message:
        """Initialize the server and give its answer."""
        params = {"processId": process, "rootUri": None, "capabilities": capabilities or {}}
        answer = self.ask("initialize", params)
        self.notify("initialized", {})
        return answer

    def send(self, content: object) -> None:
        """Send anything that can be written as JSON."""
        self.send_body(json.dumps(content).encode())

    def send_body(self, body: bytes) -> None:
        """Send any bytes as one message."""
        self.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def send_bytes(self, content: bytes) -> None:
        """Send bytes as they are."""
        self._input.write(content)
        self._input.flush()

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: object, params: object) -> int:
        """Send a request and give its id."""
        identity = len(self.asked) + 1
        self.asked.append(identity)
        self.send({"jsonrpc": "2.0", "id": identity, "method": method, "params": params})
        return identity

    def answer(self, identity: object) -> Message:
        """Wait for the answer to a request."""
        with self._news:
            self._news.wait_for(lambda: self.answers[identity] or self._is_silent, PATIENCE)
        assert self.answers[identity], f"no answer to request {identity}: {self.log}"
        return self.answers[identity][0]

    def ask(self, method: object, params: object) -> Message:
        """Send a request and wait for its answer."""
        return self.answer(self.request(method, params))

    def leave(self) -> int:
        """End the server as the protocol wants it, and give its exit code."""
        self.ask("shutdown", None)
        self.notify("exit", None)
        return self.wait()

    def hang_up(self) -> int:
        """Close the server's input, as happens when a client dies, and give its exit code."""
        self._input.close()
        return self.wait()

    def wait(self) -> int:
        """Wait until the server has ended and all it said is read; give its exit code."""
        code = self._process.wait(PATIENCE)
        for each in self._threads:
            each.join(PATIENCE)
        for stream in (self._input, self._output, self._errors):
            stream.close()
        return code

    def _listen(self) -> None:
        for line in self._errors:
            self.log += line.decode(errors="replace")

    def _read(self) -> None:
        while header := self._output.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name == b"Content-Length" else length
                header = self._output.readline()
            self._take(json.loads(self._output.read(length)))
        with self._news:
            self._is_silent = True
            self._news.notify_all()

    def _take(self, message: Message) -> None:
        with self._news:
            if "method" not in message:
                self.answers[message["id"]].append(message)
            elif message["method"] == "textDocument/publishDiagnostics":
                self.published[message["params"]["uri"]] = message["params"]
            self._news.notify_all()
