"""Our model in a process of its own, and requests for it."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from flowmason_assist.llm.api import Dialect, Reply, Request
from flowmason_assist.llm.embedded.worker import WorkerSettings
from flowmason_assist.llm.providers.embedded import Embedded
from flowmason_assist.resources import folder

NANO = folder("models") / "flowmason-nano.gguf"
PROMPT = "<plan><C1> fetch<S1> the page<S2><C2> summarise<S3> it<do>"
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


def settings(path: Path = NANO, **more: float) -> WorkerSettings:
    base = {"context": 1024, "threads": 1, "memory": 2 << 30}
    return WorkerSettings(path, **{**base, **more})  # type: ignore[arg-type]


@asynccontextmanager
async def nano(
    path: Path = NANO, dialect: Dialect = Dialect.NANO, **more: float
) -> AsyncIterator[Embedded]:
    model = Embedded("nano", settings(path, **more), dialect=dialect)
    try:
        yield model
    finally:
        await model.close()


def short(seed: int = 0, task: str = "plan") -> Request:
    """Give a request that is answered in milliseconds."""
    return Request(task, (), raw=PROMPT, max_tokens=8, seed=seed)


def long() -> Request:
    """Give a request whose prompt takes a while to read, and fits a context of 2,048 tokens."""
    return Request("plan", (), raw="<plan>" + PROMPT * 90, max_tokens=1)


def endless() -> Request:
    """Give a request that fills the context."""
    return Request(
        "plan", (), raw=PROMPT, grammar='start: ("<C1>" | "<C2>"){9999}', max_tokens=100_000
    )


def pid_of(model: Embedded) -> int:
    """Give the number of the model's process, which must be running."""
    assert model.worker.pid is not None
    return model.worker.pid


async def begun(model: Embedded) -> "tuple[asyncio.Task[Reply], int]":
    """Start the endless request, and give it with the process once text has come."""
    started = asyncio.Event()

    async def run() -> Reply:
        async for _ in model.stream(endless()):
            started.set()
        return Reply("", "", Dialect.NANO)

    task = asyncio.create_task(run())
    await started.wait()
    return task, pid_of(model)
