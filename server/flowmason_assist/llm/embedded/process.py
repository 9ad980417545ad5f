"""The worker's process, seen from our side."""

import contextlib
import logging
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flowmason_assist.errors import ModelUnavailable
from flowmason_assist.process.environment import child_environment
from flowmason_assist.process.frames import FrameError, encode_frame, read_frame
from flowmason_assist.process.limits import MEMORY_EXIT

END_SECONDS = 5.0
KEPT_LINES = 40
_SOURCES = Path(__file__).resolve().parents[3]
_log = logging.getLogger(__name__)


class WorkerProcess:
    """
    A running worker; `on_message` and `on_end` are called from a thread of its own.

    Raises `ModelUnavailable` when it cannot be started.
    """

    def __init__(
        self,
        settings: Mapping[str, Any],
        on_message: Callable[[Mapping[str, Any]], None],
        on_end: Callable[["WorkerProcess", str], None],
    ) -> None:
        self._on_message = on_message
        self._on_end = on_end
        self._last_lines: deque[str] = deque(maxlen=KEPT_LINES)
        self._is_wanted_end = False
        self._process = _start()
        self._writing = threading.Lock()
        self._speaker = threading.Thread(target=self._read_output, daemon=True)
        self._speaker.start()
        threading.Thread(target=self._read_messages, daemon=True).start()
        self.send(settings)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    @property
    def is_computing(self) -> bool:
        """Whether the system lets the process run, or would if it had a core to spare."""
        import psutil

        try:
            return psutil.Process(self.pid).status() in {
                psutil.STATUS_RUNNING,
                psutil.STATUS_DISK_SLEEP,
            }
        except psutil.Error:
            return False

    def send(self, message: Mapping[str, Any]) -> None:
        """Hand a message over; a process that is gone shows by its end."""
        stream = self._process.stdin
        with self._writing, contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.write(encode_frame(message))
                stream.flush()

    def kill(self) -> None:
        """End the process, whatever it does; any thread may call this, and more than once."""
        with contextlib.suppress(OSError):
            self._process.kill()

    def stop(self) -> None:
        """End the process and wait until it is gone."""
        self._is_wanted_end = True
        self._end()

    def _end(self) -> None:
        self.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_SECONDS)

    def _read_messages(self) -> None:
        stream = self._process.stdout
        try:
            while stream is not None:
                message = read_frame(stream)
                if isinstance(message, dict):
                    self._on_message(message)
        except (EOFError, FrameError, OSError, ValueError):
            self._end()
        self._speaker.join(END_SECONDS)
        reason = _reason(self._process.returncode)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        if self._process.returncode != 0 and not self._is_wanted_end:
            report = "\n".join(self._last_lines)
            _log.warning("the model's process %d is gone: %s\n%s", self.pid, reason, report)
        self._on_end(self, reason)

    def _read_output(self) -> None:
        """Keep what the worker prints last: errors of llama.cpp and of Python, never prompts."""
        stream = self._process.stderr
        for line in stream or ():
            text = line.decode("utf-8", "replace").rstrip()
            self._last_lines.append(text)
            _log.debug("worker %d: %s", self.pid, text)


def _start() -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(  # our own interpreter and code.
            [sys.executable, "-P", "-m", "flowmason_assist.llm.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=child_environment(PYTHONPATH=str(_SOURCES)),
            start_new_session=True,
        )
    except OSError as error:
        raise ModelUnavailable(
            f"the model's process cannot be started: {error.strerror or error}"
        ) from error


def _reason(code: int | None) -> str:
    """Say in words how a process ended."""
    if code == MEMORY_EXIT:
        return "it needed more memory than it may use"
    if code is not None and code < 0 and sys.platform != "win32":
        with contextlib.suppress(ValueError):
            return f"it was ended by {signal.Signals(-code).name}"
    return f"it ended with code {code}"
