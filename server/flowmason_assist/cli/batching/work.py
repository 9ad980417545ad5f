"""The work of one process of a batch: opens the job once, then does what it is handed."""

import asyncio
import json
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

from flowmason_assist.cli.batching.item import Given, Item, Json, Result
from flowmason_assist.cli.batching.job import Job, Work
from flowmason_assist.cli.checking.text_file import decode, read_bytes
from flowmason_assist.errors import AssistError, InputError

_READS = 3
"""How often a file is read that changes while it is read."""


class Worker:
    """
    A job that is open; the same in a process of this machine and in an actor of Ray.

    It has no coroutines of its own, because Ray would run the others in a loop of its own then.
    """

    def __init__(self, job: Job) -> None:
        self._runner = asyncio.Runner()
        self._stack = AsyncExitStack()
        self._work: Work = self._runner.run(_open(job, self._stack))

    def run(self, items: Sequence[Item]) -> list[Result]:
        """Do some items, side by side where they wait for a model; give results in their order."""
        return self._runner.run(_all_results(self._work, items))

    def close(self) -> None:
        """End what the job holds open."""
        self._runner.run(self._stack.aclose())
        self._runner.close()


def state_of(path: str) -> str | None:
    """Give what changes whenever a file does, None where there is no file."""
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return None
    return f"{status.st_mtime_ns}:{status.st_size}:{status.st_ino}"


async def _open(job: Job, stack: AsyncExitStack) -> Work:
    """Open a job; if that fails, so does every item, with the reason."""
    try:
        return await stack.enter_async_context(job.open(job.options))
    except AssistError as error:
        message = str(error)

    async def fail(given: Given) -> Json:
        raise InputError(f'"{given.item.key}" was not looked at: {message}')

    return fail


async def _all_results(work: Work, items: Sequence[Item]) -> list[Result]:
    return await asyncio.gather(*(_result(work, item) for item in items))


async def _result(work: Work, item: Item) -> Result:
    started = time.perf_counter()
    result = await _attempt(work, item)
    return replace(result, milliseconds=round(1000 * (time.perf_counter() - started), 1))


async def _attempt(work: Work, item: Item) -> Result:
    """Do an item; whatever goes wrong is an answer."""
    state: str | None = None
    try:
        given, state = _given(item)
        value = json.dumps(await work(given), separators=(",", ":"))
    except AssistError as error:
        return Result(item.key, None, str(error), state)
    except Exception as error:  # noqa: BLE001 - the other items must still be done.
        message = (
            f"this item failed because of a bug of ours, {type(error).__name__}: {error}; "
            "please report it with the item"
        )
        return Result(item.key, None, message, state)
    return Result(item.key, value, state=state)


def _given(item: Item) -> tuple[Given, str | None]:
    file, text = item.file, item.fields.get("text")
    if text is not None or file is None:
        return Given(item, Path(file) if file else None, str(text or "")), None
    content, state = _read_steadily(file)
    return Given(item, Path(file), decode(content, file)), state


def _read_steadily(file: str) -> tuple[bytes, str]:
    """Read a file and which state of it that was; a file that keeps changing is refused."""
    for _ in range(_READS):
        before = state_of(file)
        content = read_bytes(Path(file), file)
        if before is not None and before == state_of(file):
            return content, before
    raise InputError(f'"{file}" changes while it is read; run this again when it is written')
