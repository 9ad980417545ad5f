"""A model in this machine's memory, run by llama.cpp in a process of its own."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace

from flowmason_assist.errors import ModelUnavailable
from flowmason_assist.llm.api import Capabilities, Chunk, Dialect, Request
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
    ) -> None:
        self.name = name
        self.capabilities = Capabilities(
            dialect=dialect, context=settings.context, follows_schema=True, follows_grammar=True
        )
        self.worker = Worker(settings)

    async def stream(self, request: Request) -> AsyncIterator[Chunk]:
        """Answer piece by piece; leaving the loop cancels the work."""
        if self.capabilities.dialect is Dialect.CHAT:
            request = replace(request, raw=None, grammar=None)
        elif request.raw is None:
            raise ModelUnavailable(f'"{self.name}" cannot do "{request.task}"')
        async with aclosing(self.worker.run(request)) as chunks:
            async for chunk in chunks:
                yield chunk

    async def close(self) -> None:
        """End the process; the next request starts another."""
        self.worker.close()
