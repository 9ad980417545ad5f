"""What users wait for, measured through the worker's process."""

import asyncio
import os
import signal
import time
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

from bench.llm.inside import Bare
from bench.llm.samples import Planned, long_request, planned
from flowmason_assist.llm.api import Dialect, Request, complete
from flowmason_assist.llm.embedded.probe import probe
from flowmason_assist.llm.embedded.worker import State, WorkerSettings
from flowmason_assist.llm.providers.embedded import Embedded

LOOK_SECONDS = 0.0005
SHORT = 4


def load_seconds(settings: WorkerSettings, rounds: int) -> list[float]:
    """Check and load the file; the start of Python is not in it."""
    return [probe(settings).milliseconds / 1000 for _ in range(rounds)]


def opened(settings: WorkerSettings, dialect: Dialect) -> Embedded:
    """Give a model with its process, not started yet."""
    return Embedded("measured", settings, dialect=dialect)


async def first_seconds(model: Embedded, samples: list[Planned]) -> list[float]:
    """Wait for the first text of each answer; the process is warm, the prompts are new."""
    await complete(model, samples[0].request())
    return [await _first(model, sample.request()) for sample in samples[1:]]


async def plan_seconds(model: Embedded, texts: list[str]) -> list[float]:
    """Go the whole way from a request to the model's finished plan."""
    await complete(model, planned(texts[0]).request())
    seconds = []
    for text in texts[1:]:
        started = time.perf_counter()
        await complete(model, planned(text).request())
        seconds.append(time.perf_counter() - started)
    return seconds


async def beside_bare(
    model: Embedded, bare: Bare, requests: list[Request]
) -> list[tuple[float, float, int]]:
    """Write the same number of tokens behind the same prompt, by turns: ours, bare, tokens."""
    rows = []
    await complete(model, requests[0])
    bare.waited(str(requests[0].raw), SHORT)
    for request in requests[1:]:
        started = time.perf_counter()
        reply = await complete(model, request)
        ours = time.perf_counter() - started
        tokens = reply.usage.completion_tokens
        if tokens > SHORT:
            prompt = request.raw or request.messages[-1].content
            rows.append((ours, bare.waited(prompt, tokens), tokens))
    return rows


async def prefix_seconds(model: Embedded, words: int, rounds: int) -> list[tuple[float, float]]:
    """Ask twice with the same words before another last one: first, then second."""
    rows = []
    for number in range(rounds):
        task = f"family-{number}"
        cold = await _first(model, long_request(task, "red", words, seed=number))
        warm = await _first(model, long_request(task, "blue", words, seed=number))
        rows.append((cold, warm))
    return rows


async def cancel_seconds(model: Embedded, endless: Request, rounds: int) -> list[float]:
    """Leave an answer that would not end; how long until the process is free."""
    seconds = []
    for _ in range(rounds):
        chunks = model.worker.run(endless)
        async with aclosing(chunks):
            await anext(chunks)
            started = time.perf_counter()
        await asyncio.to_thread(_wait_until_free, model)
        seconds.append(time.perf_counter() - started)
    return seconds


async def restart_seconds(model: Embedded, request: Request, rounds: int) -> list[float]:
    """Kill the process; how long until the next request is answered."""
    seconds = []
    for _ in range(rounds):
        await complete(model, request)
        os.kill(int(model.worker.pid or 0), signal.SIGKILL)
        started = time.perf_counter()
        await complete(model, request)
        seconds.append(time.perf_counter() - started)
        model.worker.breaker.reset()
    return seconds


def settings_at(settings: WorkerSettings, path: Path) -> WorkerSettings:
    """Give the same settings for another file, which has no seal."""
    return replace(settings, path=path, seal=None, memory=4 << 30, context=4096)


def _wait_until_free(model: Embedded) -> None:
    while model.worker.state is State.BUSY:
        time.sleep(LOOK_SECONDS)


async def _first(model: Embedded, request: Request) -> float:
    started = time.perf_counter()
    first: float | None = None
    async for _ in model.worker.run(request):
        first = first or time.perf_counter() - started
    return first or 0.0
