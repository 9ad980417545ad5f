"""A model in a process of its own: started when needed, watched, and started again."""

import asyncio
import itertools
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from flowmason_assist.errors import ModelError, ModelUnavailable, ReplyUnusable
from flowmason_assist.llm.api import Chunk, Request, Usage
from flowmason_assist.llm.embedded.breaker import Breaker
from flowmason_assist.llm.embedded.process import WorkerProcess
from flowmason_assist.llm.embedded.turns import Turns
from flowmason_assist.llm.models.seal import Seal

START_SECONDS = 120.0
PATIENCE_SECONDS = 2.0  # Ten heartbeats.
# Other work may leave the process no core, and some steps of llama.cpp hold the heart.
PATIENCE_IF_COMPUTING = 20.0
CANCEL_SECONDS = 5.0

Messages = asyncio.Queue[Mapping[str, Any]]


class State(StrEnum):
    """Where the process stands."""

    OFF = "off"
    STARTING = "starting"
    READY = "ready"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """
    How a model is run. `memory` is in bytes, over what the empty process uses.

    `contexts` is the number of task families whose prompts stay in memory. A file that breaks
    its `seal` is not loaded.
    """

    path: Path
    context: int
    threads: int
    memory: int
    contexts: int = 4
    idle_seconds: float = 600.0
    seal: Seal | None = None

    def as_message(self) -> dict[str, Any]:
        """Give what the process is told."""
        return {**asdict(self), "path": str(self.path)}


class _DiedIdleError(Exception):
    """The process was gone, or stood still, before it touched a request."""


class Worker:
    """
    Answers requests one after the other; people before background work.

    Only the request in flight fails when the process dies. Closing it ends the process; the
    next request starts a new one.
    """

    def __init__(self, settings: WorkerSettings) -> None:
        self.settings = settings
        self.breaker = Breaker()
        self._turns = Turns()
        self._lock = threading.Lock()
        self._process: WorkerProcess | None = None
        self._state = State.OFF
        self._numbers = itertools.count(1)
        self._inbox: tuple[asyncio.AbstractEventLoop, Messages] | None = None
        self._running: int | None = None
        self._abandoned: int | None = None
        self._idle: threading.Timer | None = None

    @property
    def state(self) -> State:
        """Where the process stands now."""
        return self._state

    @property
    def pid(self) -> int | None:
        """The number of the process, None while there is none."""
        process = self._process
        return process.pid if process else None

    async def run(self, request: Request) -> AsyncGenerator[Chunk, None]:
        """Stream the answer to a request; raises `ModelError`."""
        await self._turns.take(request.priority)
        number = next(self._numbers)
        with self._lock:
            self._running = number
            self._cancel_idle_timer()
        is_finished = False
        try:
            async for chunk in self._with_second_try(number, request):
                yield chunk
            is_finished = True
        except ModelError:
            is_finished = True
            raise
        finally:
            if is_finished:
                self._end_turn(number)
            else:
                self._abandon(number)

    def close(self) -> None:
        """End the process, and with it the request in flight."""
        with self._lock:
            process, self._process = self._process, None
            self._state = State.OFF
            self._cancel_idle_timer()
        if process is not None:
            process.stop()

    def restart(self) -> None:
        """Forget earlier crashes and start afresh with the next request."""
        self.breaker.reset()
        self.close()

    async def _with_second_try(self, number: int, request: Request) -> AsyncIterator[Chunk]:
        try:
            async for chunk in self._conversation(number, request):
                yield chunk
        except _DiedIdleError:
            try:
                async for chunk in self._conversation(number, request):
                    yield chunk
            except _DiedIdleError as error:
                raise ModelUnavailable("the model's process does not answer") from error

    async def _conversation(self, number: int, request: Request) -> AsyncIterator[Chunk]:
        inbox: Messages = asyncio.Queue()
        self._inbox = (asyncio.get_running_loop(), inbox)
        was_warm = self._process is not None
        process = await self._warm(inbox)
        self._state = State.BUSY
        process.send(_message(number, request))
        is_touched = not was_warm
        while True:
            message = await _next_message(inbox, process)
            if message is None:
                self._drop(process)
                if not is_touched:
                    raise _DiedIdleError
                raise ModelUnavailable("the model's process stopped responding")
            match message:
                case {"chunk": int(about), "text": str(text)} if about == number:
                    yield Chunk(text)
                case {"done": int(about)} if about == number:
                    self.breaker.worked()
                    yield _last_chunk(message)
                    return
                case {"error": int(about), "kind": str(kind)} if about == number:
                    raise _error(kind, str(message["message"]))
                case {"ended": str(reason)}:
                    if not is_touched:
                        raise _DiedIdleError
                    raise ModelUnavailable(f"the model's process failed: {reason}")
            is_touched = True

    async def _warm(self, inbox: Messages) -> WorkerProcess:
        """Give the running process, started if it must be."""
        if self._process is not None:
            return self._process
        await asyncio.sleep(self.breaker.pause())
        self._state = State.STARTING
        process = await asyncio.to_thread(
            WorkerProcess, self.settings.as_message(), self._deliver, self._ended
        )
        with self._lock:
            self._process = process
        try:
            await self._await_loaded(inbox)
        except BaseException:
            self._drop(process)
            raise
        return process

    async def _await_loaded(self, inbox: Messages) -> None:
        try:
            async with asyncio.timeout(START_SECONDS):
                while True:
                    match await inbox.get():
                        case {"loaded": dict()}:
                            return
                        case {"failed": str(reason)}:
                            raise ModelUnavailable(f"the model cannot be loaded: {reason}")
                        case {"ended": str(reason)}:
                            raise ModelUnavailable(
                                f"the model's process did not start: {reason}; see the log"
                            )
        except TimeoutError:
            raise ModelUnavailable("the model took too long to load") from None

    def _deliver(self, message: Mapping[str, Any]) -> None:
        """Hand a message to whoever waits; called from the process's thread."""
        match message:
            case {"done": int(number)} | {"error": int(number)}:
                self._end_turn_if_abandoned(number)
        inbox = self._inbox
        if inbox is not None:
            loop, queue = inbox
            try:
                loop.call_soon_threadsafe(queue.put_nowait, message)
            except RuntimeError:  # The loop is closed: nobody waits any more.
                self._inbox = None

    def _ended(self, process: WorkerProcess, reason: str) -> None:
        """Take note that a process is gone; called from its thread."""
        with self._lock:
            was_ours = process is self._process
            if was_ours:
                self._process = None
                self._state = State.OFF
            running = self._running
        if was_ours:
            self.breaker.crashed()
            self._deliver({"ended": reason})
            if running is not None:
                self._end_turn_if_abandoned(running)

    def _drop(self, process: WorkerProcess) -> None:
        """End a process that is of no use."""
        with self._lock:
            if process is self._process:
                self._process = None
                self._state = State.OFF
        self.breaker.crashed()
        process.kill()

    def _abandon(self, number: int) -> None:
        """Cancel a request that nobody waits for; the turn ends when the process says so."""
        with self._lock:
            process = self._process
            self._inbox = None
            self._abandoned = number
        if process is None or not process.is_running:
            self._end_turn(number)
            return
        process.send({"cancel": number})
        timer = threading.Timer(CANCEL_SECONDS, self._kill_if_stuck, (number, process))
        timer.daemon = True
        timer.start()

    def _kill_if_stuck(self, number: int, process: WorkerProcess) -> None:
        if self._running == number:
            process.kill()

    def _end_turn_if_abandoned(self, number: int) -> None:
        if self._abandoned == number:
            self._end_turn(number)

    def _end_turn(self, number: int) -> None:
        with self._lock:
            if self._running != number:
                return
            self._running = None
            self._abandoned = None
            if self._process is not None:
                self._state = State.READY
                self._idle = threading.Timer(self.settings.idle_seconds, self._unload)
                self._idle.daemon = True
                self._idle.start()
        self._turns.give()

    def _unload(self) -> None:
        with self._lock:
            if self._running is not None or self._process is None:
                return
            process, self._process = self._process, None
            self._state = State.OFF
        process.stop()

    def _cancel_idle_timer(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None


async def _next_message(inbox: Messages, process: WorkerProcess) -> Mapping[str, Any] | None:
    """Give what the process says next, None when it has been silent for too long."""
    waited = 0.0
    while waited < PATIENCE_IF_COMPUTING:
        try:
            return await asyncio.wait_for(inbox.get(), PATIENCE_SECONDS)
        except TimeoutError:
            waited += PATIENCE_SECONDS
            if not process.is_computing:
                break
    return None


def _message(number: int, request: Request) -> dict[str, Any]:
    return {
        "run": number,
        "family": request.task,
        "raw": request.raw,
        "messages": [asdict(message) for message in request.messages],
        "grammar": request.grammar if request.raw is not None else None,
        "schema": request.schema if request.raw is None else None,
        "sampling": {
            "temperature": request.temperature,
            "top_p": request.top_p,
            "seed": request.seed,
            "max_tokens": request.max_tokens,
            "stop": list(request.stop),
        },
    }


def _last_chunk(message: Mapping[str, Any]) -> Chunk:
    return Chunk(
        logprob=message["logprob"],
        usage=Usage(
            prompt_tokens=message["prompt_tokens"],
            completion_tokens=message["completion_tokens"],
            cached_tokens=message["cached_tokens"],
            milliseconds=message["milliseconds"],
        ),
        is_complete=message["is_complete"],
    )


def _error(kind: str, message: str) -> ModelError:
    if kind == "grammar":
        return ReplyUnusable(f"the form of the answer cannot be asked for: {message}")
    if kind == "canceled":
        return ModelUnavailable("the request was canceled")
    return ModelUnavailable(message)
