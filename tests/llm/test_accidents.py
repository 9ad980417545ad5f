"""The worker dies, stands still and is flooded; only the request in flight notices."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest

from flowmason_assist.errors import ModelUnavailable
from flowmason_assist.llm.api import Reply, complete
from flowmason_assist.llm.embedded.worker import State
from flowmason_assist.llm.providers.embedded import Embedded
from tests.llm.nano import NANO, begun, endless, long, nano, pid_of, posix, short

linux = pytest.mark.skipif(sys.platform != "linux", reason="pipes are reached as Linux allows")


async def reading(model: Embedded) -> "asyncio.Task[Reply]":
    """Start the request with the long prompt, and give it once the model computes."""
    await complete(model, short())
    process = psutil.Process(pid_of(model))
    enough = process.cpu_times().user + 0.03

    def wait() -> None:
        while process.cpu_times().user < enough:
            pass

    task = asyncio.create_task(complete(model, long()))
    await asyncio.to_thread(wait)
    return task


def pipe_of(pid: int, access: int) -> Path:
    """Give the worker's own pipe that it reads from or writes to; nothing is printed there."""
    folder = Path(f"/proc/{pid}/fd")
    printed = (folder / "2").readlink()
    for path in folder.iterdir():
        place = path.readlink()
        flags = Path(f"/proc/{pid}/fdinfo/{path.name}").read_text().split("flags:")[1].split()[0]
        is_pipe = place.name.startswith("pipe:") and place != printed
        if is_pipe and int(flags, 8) & os.O_ACCMODE == access:
            return path
    raise LookupError


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


@posix
def test_a_process_that_dies_over_a_prompt_takes_at_most_one_request_with_it() -> None:
    """Before its first sign of life, the request is given to another process, and none is lost."""

    async def run() -> Reply:
        async with nano(context=2048) as model:
            task = await reading(model)
            os.kill(pid_of(model), signal.SIGKILL)
            [outcome] = await asyncio.gather(task, return_exceptions=True)
            assert isinstance(outcome, Reply) or "SIGKILL" in str(outcome)
            return await complete(model, short())

    assert asyncio.run(run()).usage.completion_tokens > 0


def test_a_prompt_is_left_in_the_middle() -> None:
    async def run() -> tuple[int, int, Reply]:
        async with nano(context=2048) as model:
            task = await reading(model)
            before = pid_of(model)
            task.cancel()
            await asyncio.wait([task])
            return before, pid_of(model), await complete(model, long())

    before, after, reply = asyncio.run(run())

    assert before == after
    assert reply.usage.cached_tokens < reply.usage.prompt_tokens - 1


@linux
@pytest.mark.parametrize("access", [os.O_RDONLY, os.O_WRONLY], ids=["to", "from"])
def test_nonsense_on_a_pipe_ends_one_request(access: int) -> None:
    async def run() -> Reply:
        async with nano(context=2048) as model:
            task, pid = await begun(model)
            with pipe_of(pid, access).open("wb", buffering=0) as pipe:
                pipe.write(b"\xff nonsense" * 9)
            with pytest.raises(ModelUnavailable, match="the model's process"):
                await task
            return await complete(model, short())

    assert asyncio.run(run()).usage.completion_tokens > 0
