"""The engine's process, seen from our side."""

import contextlib
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flowmason_assist.errors import EngineError
from flowmason_assist.process.environment import child_environment
from flowmason_assist.process.frames import FrameError, encode_frame, read_frame

HOST = Path(__file__).parent / "host" / "__main__.py"
START_SECONDS = 60.0
END_SECONDS = 5.0
MAX_OUTPUT = 16 * 1024 * 1024
KEPT_OUTPUT = 64 * 1024
CHUNK = 16 * 1024


class ChildEndedError(Exception):
    """The process went away, or talks nonsense, before it answered."""


class ChildFloodedError(Exception):
    """The process printed more than anybody wants."""


class ChildTimeoutError(Exception):
    """The process did not answer in time."""


class Child:
    """
    A running engine in a folder of its own.

    Raises `EngineError` when the interpreter cannot be started or has no engine.
    """

    def __init__(self, interpreter: str, settings: Mapping[str, Any]) -> None:
        self.folder = tempfile.mkdtemp(prefix="flowmason-dry-run-")
        self._messages: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._output: deque[bytes] = deque()
        self._printed = 0
        self._process = self._start(interpreter)
        self._threads = [
            threading.Thread(target=target, daemon=True)
            for target in (self._read_messages, self._read_output)
        ]
        for thread in self._threads:
            thread.start()
        self._greet(interpreter, settings)

    def send(self, message: object) -> None:
        """Hand a message over; a process that is gone shows at the next `receive`."""
        stream = self._process.stdin
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.write(encode_frame(message))
                stream.flush()

    def receive(self, deadline: float) -> Mapping[str, Any]:
        """Next message before `deadline`, in seconds of the monotonic clock."""
        try:
            message = self._messages.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise ChildTimeoutError from None
        if isinstance(message, Exception):
            raise message
        return message if isinstance(message, dict) else {}

    def printed(self) -> str:
        """End of what the process printed since the last call."""
        text = b"".join(self._output).decode("utf-8", "replace")[-KEPT_OUTPUT:]
        self._output.clear()
        self._printed = 0
        return text

    def kill(self) -> None:
        """End the process, whoever waits for it; any thread may call this, and more than once."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def stop(self) -> int | None:
        """End the process, whatever it does, and give its exit code; takes no second call."""
        self.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_SECONDS)
        for thread in self._threads:
            thread.join(END_SECONDS)
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        return self._process.returncode

    def exit_code(self) -> int | None:
        """How the process ended, given a moment to do so; None while it runs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self._process.wait(END_SECONDS)
        return None

    def _start(self, interpreter: str) -> "subprocess.Popen[bytes]":
        try:
            return subprocess.Popen(  # noqa: S603 - the user's interpreter, our script.
                [interpreter, "-P", str(HOST)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=self.folder,
                env=child_environment(TMPDIR=self.folder, TEMP=self.folder, TMP=self.folder),
                start_new_session=True,
            )
        except OSError as error:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise EngineError(
                f'cannot start the Python "{interpreter}": {error.strerror or error};'
                " name one that has flowmason installed"
            ) from error

    def _greet(self, interpreter: str, settings: Mapping[str, Any]) -> None:
        self.send({**settings, "folder": self.folder})
        try:
            greeting = self.receive(time.monotonic() + START_SECONDS)
        except (ChildEndedError, ChildFloodedError, ChildTimeoutError) as error:
            self.stop()
            raise EngineError(
                f'the Python "{interpreter}" cannot run the engine; it says:'
                f" {_gist(self.printed())}"
            ) from error
        if "ready" not in greeting:
            self.stop()
            raise EngineError(
                f'the Python "{interpreter}" lacks the module "{greeting.get("missing")}";'
                f' install the engine with: "{interpreter}" -m pip install flowmason'
            )

    def _read_messages(self) -> None:
        stream = self._process.stdout
        try:
            while stream is not None:
                self._messages.put(read_frame(stream))
        except (EOFError, FrameError, OSError, ValueError):
            self._messages.put(ChildEndedError())

    def _read_output(self) -> None:
        """Keep the end of what is printed; end the process when it does not stop printing."""
        stream = self._process.stderr
        while stream is not None:
            try:
                chunk = os.read(stream.fileno(), CHUNK)
            except (OSError, ValueError):
                return
            if not chunk:
                return
            self._printed += len(chunk)
            self._output.append(chunk)
            while len(self._output) > KEPT_OUTPUT // CHUNK + 1 and self._kept() > 2 * KEPT_OUTPUT:
                self._output.popleft()
            if self._printed > MAX_OUTPUT:
                self._messages.put(ChildFloodedError())
                self._process.kill()
                return

    def _kept(self) -> int:
        return sum(len(chunk) for chunk in self._output)


def _gist(printed: str) -> str:
    """Give the line that tells most: the error after a traceback, or else the first."""
    lines = [line for line in printed.splitlines() if line.strip()]
    errors = [line for line in lines if "Error" in line]
    return next(iter([*errors[-1:], *lines]), "nothing")


def was_killed_for_time(code: int | None) -> bool:
    """Tell whether the system ended the process for its use of the processor."""
    return sys.platform != "win32" and code == -signal.SIGXCPU
