"""A model in this machine's memory, run by llama.cpp in a process of its own."""

from collections.abc import AsyncIterator

from flowmason_assist.llm.api import Capabilities, Chunk, Dialect, Request
from flowmason_assist.llm.embedded.turns import Priority
from flowmason_assist.llm.embedded.worker import Worker, WorkerSettings


class Embedded:
    """
    A model file and the worker that runs it.

    The process starts with the first request, ends after a while without any, and never takes
    the server with it.
    """

    def __init__(
        self,
        name: str,
        settings: WorkerSettings,
        *,
        dialect: Dialect = Dialect.CHAT,
        priority: Priority = Priority.WAITING,
    ) -> None:
        self.name = name
        self.capabilities = Capabilities(
            dialect=dialect, context=settings.context, follows_schema=True, follows_grammar=True
        )
        self.worker = Worker(settings)
        self._priority = priority

    async def stream(self, request: Request) -> AsyncIterator[Chunk]:
        """Answer piece by piece; leaving the loop cancels the work."""
        async for chunk in self.worker.run(request, self._priority):
            yield chunk

    async def close(self) -> None:
        """End the process; the next request starts another."""
        self.worker.close()
