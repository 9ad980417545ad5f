"""Jobs that may ask a model, away from the loop that answers the editor."""

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.desk import desk_of
from flowmason_assist.llm.api import Priority, Reply, Request, Task
from flowmason_assist.llm.drive import drive_with
from flowmason_assist.llm.models.running import RunningModels
from flowmason_assist.llm.replies import Replies
from flowmason_assist.lsp.settings import EditorSettings
from flowmason_assist.routing.answer import Answered, answer
from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.consent import AskConsent
from flowmason_assist.routing.desk import Desk
from flowmason_assist.routing.ledger.entry import Verdict
from flowmason_assist.routing.route import Route

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Assistant:
    """
    A thread with an event loop of its own, started with the first job.

    Jobs compute between their questions, which must never delay an answer to the editor.
    """

    def __init__(
        self,
        settings: EditorSettings,
        ask_consent: AskConsent,
        replies: Path | None = None,
        editor_keys: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._settings = settings
        self._ask_consent = ask_consent
        self._replies_file = replies
        self._editor_keys = editor_keys
        self._running = RunningModels()
        self._desks: dict[Configuration, Desk] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    async def run(self, task: Task[T], asked: Asked) -> Answered[T]:
        """Run a job to its end; canceling it cancels the model's work."""
        return await self._elsewhere(self._run(task, asked))

    async def aside(self, task: Task[T], path: Path | None) -> T:
        """
        Run a small job with this machine's model alone, after all that people wait for.

        Raises `ModelUnavailable` where there is none. What is asked must hold nothing of a user's:
        replies are kept.
        """
        return await self._elsewhere(self._aside(task, Asked("explain", path=path)))

    async def decide(self, asked: Asked) -> Route:
        """Give the decision for a job, without asking anybody."""
        return await self._elsewhere(self._decide(asked))

    async def judge(self, path: Path | None, number: int, verdict: Verdict) -> bool:
        """Write down what became of an answer; False where there is no such decision."""
        return await self._elsewhere(self._judge(path, number, verdict))

    async def restart_models(self) -> None:
        """End the models that are open; the next job opens them anew."""
        await self.close()

    async def close(self) -> None:
        """End every model."""
        if self._loop is not None:
            await self._elsewhere(self._close())

    async def _run(self, task: Task[T], asked: Asked) -> Answered[T]:
        return await answer(task, asked, self._desk(asked.path))

    async def _aside(self, task: Task[T], asked: Asked) -> T:
        model = self._desk(asked.path).local(asked)

        async def ask(request: Request) -> Reply:
            background = replace(request, priority=Priority.BACKGROUND)
            return await self._replies.ask(model, background)

        return await drive_with(task, ask)

    @cached_property
    def _replies(self) -> Replies:
        """Give what was asked before; opened by the thread that uses it."""
        return Replies(self._replies_file)

    async def _decide(self, asked: Asked) -> Route:
        return self._desk(asked.path).decide(asked).route

    async def _judge(self, path: Path | None, number: int, verdict: Verdict) -> bool:
        try:
            return self._desk(path).give_feedback(number, verdict) is not None
        except sqlite3.Error as error:
            _log.warning("feedback cannot be written down: %s", error)
            return False

    def _desk(self, path: Path | None) -> Desk:
        """Give the desk for a file, as its settings are now."""
        configuration = self._settings.configuration(path or Path.cwd() / "none")
        if configuration not in self._desks:
            self._desks[configuration] = desk_of(
                configuration, self._ask_consent, self._editor_keys, self._running
            )
        return self._desks[configuration]

    async def _close(self) -> None:
        desks, self._desks = self._desks, {}
        self._running = RunningModels()
        for desk in desks.values():
            await desk.close()

    async def _elsewhere(self, work: Coroutine[Any, Any, T]) -> T:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._started()))

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, daemon=True).start()
        return self._loop
