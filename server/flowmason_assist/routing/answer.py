"""Runs a job with the model that may see it: what every command that may use a model calls."""

import asyncio
import time
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from flowmason_assist.errors import ModelError, ModelTimeout, ModelUnavailable
from flowmason_assist.llm.api import Model, Reply, Request, Task, Usage, complete
from flowmason_assist.llm.drive import drive_with
from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.desk import Desk
from flowmason_assist.routing.route import Route, local_route

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answered(Generic[T]):
    """
    What came of a job.

    `value` is None only when the job gave up with `error`; a job that has something to say
    without a model says it, and `error` tells why no model was heard.
    """

    value: T | None
    route: Route
    error: str | None = None


async def answer(task: Task[T], asked: Asked, desk: Desk) -> Answered[T]:
    """
    Run a job to its result, asking the model that may see it.

    Never raises `ModelError`; canceling it cancels the model's work.
    """
    asking = _Asking(asked, desk)
    try:
        value = await drive_with(task, asking.reply)
    except ModelError as error:
        return Answered(None, asking.route(), str(error))
    return Answered(value, asking.route(), asking.error)


class _Asking:
    """One job under way: who answered so far, and what it took."""

    def __init__(self, asked: Asked, desk: Desk) -> None:
        self._asked = asked
        self._desk = desk
        self._started = time.perf_counter()
        self._usages: list[Usage] = []
        self._model: Model | None = None
        self.error: str | None = None

    async def reply(self, request: Request) -> Reply:
        try:
            return await self._complete(request)
        except ModelError as error:
            self.error = str(error)
            raise

    async def _complete(self, request: Request) -> Reply:
        model = self._desk.embedded()
        if model is None:
            raise ModelUnavailable("no model is installed on this machine")
        if self._asked.seed is not None:
            request = replace(request, seed=self._asked.seed)
        try:
            async with asyncio.timeout(self._seconds_left()):
                reply = await complete(model, request)
        except TimeoutError:
            raise ModelTimeout(f"no answer within {self._asked.timeout:g} s") from None
        self._model = model
        self._usages.append(reply.usage)
        return reply

    def _seconds_left(self) -> float | None:
        if self._asked.timeout is None:
            return None
        return max(0.0, self._asked.timeout - (time.perf_counter() - self._started))

    def route(self) -> Route:
        route = local_route(self._asked.task)
        if self._model is None:
            reasons = (f"answered from facts: {self.error}",) if self.error else route.reasons
            return replace(route, reasons=reasons, milliseconds=self._milliseconds())
        return replace(
            route,
            model=self._model.name,
            reasons=("local by default",),
            prompt_tokens=sum(usage.prompt_tokens for usage in self._usages),
            completion_tokens=sum(usage.completion_tokens for usage in self._usages),
            milliseconds=self._milliseconds(),
        )

    def _milliseconds(self) -> float:
        return round(1000 * (time.perf_counter() - self._started), 1)
