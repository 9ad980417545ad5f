"""The worker dies, stands still and is flooded; only the request in flight notices."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from flowmason_assist.errors import ModelUnavailable, ReplyUnusable
from flowmason_assist.llm.api import Dialect, Reply, Request, complete
from flowmason_assist.llm.embedded.worker import State, WorkerSettings
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


def short(seed: int = 0) -> Request:
    """Give a request that is answered in milliseconds."""
    return Request("plan", (), raw=PROMPT, max_tokens=8, seed=seed)


def endless() -> Request:
    """Give a request that fills the context."""
    return Request(
        "plan", (), raw=PROMPT, grammar='start: ("<C1>" | "<C2>"){9999}', max_tokens=100_000
    )


async def begun(model: Embedded) -> "tuple[asyncio.Task[Reply], int]":
    """Start the endless request, and give it with the process once text has come."""
    started = asyncio.Event()

    async def run() -> Reply:
        async for _ in model.stream(endless()):
            started.set()
        return Reply("", "", Dialect.NANO)

    task = asyncio.create_task(run())
    await started.wait()
    assert model.worker.pid is not None
    return task, model.worker.pid


def test_the_same_seed_gives_the_same_answer() -> None:
    async def twice() -> tuple[Reply, Reply]:
        async with nano() as model:
            request = Request("plan", (), raw=PROMPT, max_tokens=20, temperature=1.0, seed=7)
            return await complete(model, request), await complete(model, request)

    first, second = asyncio.run(twice())

    assert first.text == second.text
    # Tokens that were read one by one, and not as a batch, are rounded in another way.
    assert first.logprob == pytest.approx(second.logprob, rel=1e-2)
    assert second.usage.cached_tokens == second.usage.prompt_tokens - 1


def test_an_answer_fits_its_grammar_and_its_schema() -> None:
    schema = {
        "type": "object",
        "properties": {"label": {"enum": ["billing", "other"]}, "n": {"type": "integer"}},
        "required": ["label", "n"],
        "additionalProperties": False,
    }

    async def both() -> tuple[Reply, Reply]:
        async with nano() as pointing, nano(dialect=Dialect.CHAT) as chatting:
            held = Request("a", (), raw=PROMPT, grammar='start: ("<C1>" | "<C2>") "<end>"')
            shaped = Request("b", (), schema=schema, max_tokens=200)
            return await complete(pointing, held), await complete(chatting, shaped)

    held, shaped = asyncio.run(both())

    assert held.text in {"<C1><end>", "<C2><end>"}
    assert held.is_complete
    assert shaped.text.startswith(('{"label": "billing", "n": ', '{"label": "other", "n": '))


def test_finished_replies_fit_their_schema_whatever_the_seed() -> None:
    schema = {
        "type": "object",
        "properties": {
            "text": {"type": "string", "maxLength": 8},
            "n": {"type": "integer", "minimum": 0, "maximum": 9},
        },
        "required": ["text", "n"],
        "additionalProperties": False,
    }

    async def sample() -> list[Reply]:
        async with nano(dialect=Dialect.CHAT) as model:
            request = Request("c", (), schema=schema, max_tokens=120, temperature=1.0)
            return [await complete(model, replace(request, seed=seed)) for seed in range(8)]

    finished = [json.loads(reply.text) for reply in asyncio.run(sample()) if reply.is_complete]

    assert finished
    assert all(set(each) == {"text", "n"} for each in finished)


def test_a_canceled_request_leaves_its_prompt_behind() -> None:
    async def run() -> Reply:
        async with nano() as model:
            task, _ = await begun(model)
            task.cancel()
            return await complete(model, short())

    usage = asyncio.run(run()).usage

    assert usage.cached_tokens == usage.prompt_tokens - 1


def test_a_broken_grammar_is_refused_and_nothing_breaks() -> None:
    async def run() -> Reply:
        async with nano() as model:
            with pytest.raises(ReplyUnusable, match="the form of the answer"):
                await complete(model, Request("plan", (), raw=PROMPT, grammar="start: ("))
            return await complete(model, short())

    assert asyncio.run(run()).usage.completion_tokens > 0


@posix
def test_a_crash_is_reported_without_the_prompt(caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> None:
        async with nano() as model:
            task, pid = await begun(model)
            os.kill(pid, signal.SIGSEGV)
            with pytest.raises(ModelUnavailable, match="SIGSEGV"):
                await task

    asyncio.run(run())

    assert "is gone: it was ended by SIGSEGV" in caplog.text
    assert "Fatal Python error" in caplog.text
    assert "fetch" not in caplog.text


@posix
@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGSTOP"])
def test_a_process_that_dies_takes_one_request_with_it(name: str) -> None:
    async def run() -> Reply:
        async with nano(context=2048) as model:
            task, pid = await begun(model)
            os.kill(pid, getattr(signal, name))
            with pytest.raises(ModelUnavailable, match="the model's process"):
                await task
            return await complete(model, short())

    assert asyncio.run(run()).usage.completion_tokens > 0


@posix
@pytest.mark.parametrize("name", ["SIGKILL", "SIGSTOP"])
def test_a_process_that_dies_idle_is_not_noticed(name: str) -> None:
    async def run() -> Reply:
        async with nano() as model:
            await complete(model, short())
            assert model.worker.pid is not None
            os.kill(model.worker.pid, getattr(signal, name))
            return await complete(model, short())

    assert asyncio.run(run()).usage.completion_tokens > 0


def test_of_fifty_requests_the_one_that_was_not_canceled_is_answered() -> None:
    async def run() -> Reply:
        async with nano() as model:
            tasks = [asyncio.create_task(complete(model, endless())) for _ in range(49)]
            last = asyncio.create_task(complete(model, short()))
            await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            assert all(task.cancelled() for task in tasks)
            return await last

    assert asyncio.run(run()).usage.completion_tokens > 0


def test_canceling_leaves_the_same_process_ready() -> None:
    async def run() -> tuple[int, int | None]:
        async with nano(context=2048) as model:
            task, pid = await begun(model)
            task.cancel()
            await asyncio.wait([task])
            await complete(model, short())
            assert model.worker.state is State.READY
            return pid, model.worker.pid

    before, after = asyncio.run(run())

    assert before == after


def test_a_prompt_that_is_too_long_is_refused() -> None:
    async def run() -> None:
        async with nano() as model:
            with pytest.raises(ModelUnavailable, match=r"the request has \d+ tokens"):
                await complete(model, Request("plan", (), raw=PROMPT * 200))

    asyncio.run(run())


@pytest.mark.parametrize("content", [b"", b"GGUF", b"not a model at all" * 99])
def test_a_file_that_is_no_model_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.gguf"
    path.write_bytes(content)

    async def run() -> None:
        async with nano(path) as model:
            with pytest.raises(ModelUnavailable, match=r'"broken\.gguf" is damaged'):
                await complete(model, short())

    asyncio.run(run())


def test_half_a_model_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "half.gguf"
    path.write_bytes(NANO.read_bytes()[: NANO.stat().st_size // 2])

    async def run() -> None:
        async with nano(path) as model:
            with pytest.raises(ModelUnavailable, match=r'"half\.gguf" is damaged'):
                await complete(model, short())

    asyncio.run(run())


@pytest.mark.skipif(sys.platform != "linux", reason="other systems end the process instead")
def test_too_little_memory_is_a_clear_error() -> None:
    async def run() -> None:
        async with nano(memory=32 << 20) as model:
            with pytest.raises(ModelUnavailable):
                await complete(model, short())

    asyncio.run(run())


def test_too_many_crashes_open_the_breaker_until_a_restart() -> None:
    async def run() -> Reply:
        async with nano(context=2048) as model:
            for _ in range(5):
                model.worker.breaker.crashed()
            with pytest.raises(ModelUnavailable, match="crashed 5 times"):
                await complete(model, short())
            model.worker.restart()
            return await complete(model, short())

    assert asyncio.run(run()).usage.completion_tokens > 0


@posix
def test_no_process_outlives_its_parent() -> None:
    script = textwrap.dedent(f"""
        import asyncio, sys
        from pathlib import Path
        from flowmason_assist.llm.api import Dialect, Request, complete
        from flowmason_assist.llm.embedded.worker import WorkerSettings
        from flowmason_assist.llm.providers.embedded import Embedded

        async def main():
            settings = WorkerSettings(Path({str(NANO)!r}), 1024, 1, 2 << 30)
            model = Embedded("nano", settings, dialect=Dialect.NANO)
            await complete(model, Request("plan", (), raw="<plan>", max_tokens=2))
            print(model.worker.pid, flush=True)
            await asyncio.sleep(60)

        asyncio.run(main())
    """)
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    worker = psutil.Process(int(parent.stdout.readline()))

    parent.kill()
    parent.wait()
    parent.stdout.close()

    psutil.wait_procs([worker], timeout=10)
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE
