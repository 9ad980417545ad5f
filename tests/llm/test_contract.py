"""What holds for every provider: it streams, stops when nobody listens, and counts."""

import asyncio
import json
import logging
import pkgutil
import socket
import subprocess
import sys
import traceback
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from dataclasses import replace
from typing import cast

import pytest

from flowmason_assist.errors import (
    ModelError,
    ModelRefused,
    ModelTimeout,
    ModelUnavailable,
    ReplyUnusable,
)
from flowmason_assist.llm import providers
from flowmason_assist.llm.api import Chunk, Dialect, Message, Model, Reply, Request, complete
from flowmason_assist.llm.embedded.worker import WorkerSettings
from flowmason_assist.llm.providers.anthropic import Anthropic
from flowmason_assist.llm.providers.embedded import Embedded
from flowmason_assist.llm.providers.openai_compatible import OpenAICompatible
from flowmason_assist.llm.providers.scripted import Scripted
from flowmason_assist.llm.remote.endpoint import Endpoint
from flowmason_assist.resources import folder
from tests.support.model_server import ModelServer

NANO = folder("models") / "flowmason-nano.gguf"
KEY = "secret-1234567890"
PROMPT = "<plan><C1> fetch<S1> the page<S2><C2> summarise<S3> it<do>"

Opened = AbstractAsyncContextManager[Model]


def request() -> Request:
    """Give a request in the form of our own model, which is served behind HTTP as well."""
    return Request("plan", (Message("user", PROMPT),), raw=PROMPT, max_tokens=24)


@asynccontextmanager
async def opened(model: Model) -> AsyncIterator[Model]:
    try:
        yield model
    finally:
        await model.close()


async def hear_the_beginning(model: Model) -> None:
    chunks = cast("AsyncGenerator[Chunk, None]", model.stream(request()))
    async with aclosing(chunks):
        await anext(chunks)


def openai_at(server: ModelServer, mood: str = "echo", **more: object) -> OpenAICompatible:
    endpoint = Endpoint("private", f"{server.url}/v1", mood, KEY, **more)  # type: ignore[arg-type]
    return OpenAICompatible(endpoint)


def anthropic_at(server: ModelServer, mood: str = "echo", **more: object) -> Anthropic:
    return Anthropic(Endpoint("cloud", server.url, mood, KEY, **more))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture(scope="module")
def llama_server() -> Iterator[str]:
    """Run llama.cpp's own server with our model, and give its URL."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    arguments = ["--model", str(NANO), "--port", str(port), "--n_ctx", "1024"]
    process = subprocess.Popen(
        [sys.executable, "-m", "llama_cpp.server", *arguments, "--n_threads", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    with process, process.stderr as said:
        for line in said:
            if "Uvicorn running" in line:
                break
        try:
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.kill()


def embedded() -> Model:
    settings = WorkerSettings(NANO, context=1024, threads=1, memory=2 << 30)
    return Embedded("nano", settings, dialect=Dialect.NANO)


CASES: dict[str, Callable[[pytest.FixtureRequest], Model]] = {
    "scripted": lambda _: Scripted([PROMPT] * 9),
    "embedded": lambda _: embedded(),
    "openai_compatible": lambda fixtures: openai_at(fixtures.getfixturevalue("server")),
    "openai_compatible-llama.cpp": lambda fixtures: OpenAICompatible(
        Endpoint("private", fixtures.getfixturevalue("llama_server"), "nano")
    ),
    "anthropic": lambda fixtures: anthropic_at(fixtures.getfixturevalue("server")),
}


@pytest.fixture(params=CASES)
def model(request: pytest.FixtureRequest) -> Model:
    return CASES[request.param](request)


REMOTE: dict[str, Callable[..., Model]] = {
    "openai_compatible": openai_at,
    "anthropic": anthropic_at,
}


@pytest.fixture(params=REMOTE)
def remote(request: pytest.FixtureRequest) -> Callable[..., Model]:
    """Give a function that makes a model of a mood behind HTTP."""
    return REMOTE[request.param]


def test_every_provider_is_here() -> None:
    names = {module.name for module in pkgutil.iter_modules(providers.__path__)}

    assert {case.partition("-")[0] for case in CASES} == names


def test_it_streams_and_counts(model: Model) -> None:
    async def run() -> list[Chunk]:
        async with opened(model):
            return [chunk async for chunk in model.stream(request())]

    *chunks, last = asyncio.run(run())

    assert all(chunk.text for chunk in chunks)
    assert last.text == ""
    assert last.usage is not None
    assert last.usage.prompt_tokens > 0
    assert last.usage.completion_tokens > 0


def test_leaving_ends_the_work_and_the_next_request_is_answered(model: Model) -> None:
    async def run() -> Reply:
        async with opened(model):
            await hear_the_beginning(model)
            return await complete(model, request())

    reply = asyncio.run(run())

    assert reply.text
    assert reply.model == model.name


def test_it_works_again_after_it_was_closed(model: Model) -> None:
    async def run() -> Reply:
        await complete(model, request())
        await model.close()
        async with opened(model):
            return await complete(model, request())

    assert asyncio.run(run()).text


def test_it_works_in_another_event_loop(model: Model) -> None:
    async def run() -> Reply:
        async with opened(model):
            return await complete(model, request())

    assert [asyncio.run(run()).text != "" for _ in range(2)] == [True, True]


def test_a_caller_who_gives_up_ends_the_work(
    server: ModelServer, remote: Callable[..., Model]
) -> None:
    server.hung_up.clear()

    async def run() -> None:
        async with opened(remote(server, "endless")) as model:
            await hear_the_beginning(model)

    asyncio.run(run())

    assert server.hung_up.wait(10)


def test_a_deadline_of_the_caller_holds(server: ModelServer, remote: Callable[..., Model]) -> None:
    server.hung_up.clear()

    async def run() -> None:
        async with opened(remote(server, "silent")) as model, asyncio.timeout(0.2):
            await complete(model, request())

    with pytest.raises(TimeoutError):
        asyncio.run(run())
    assert server.hung_up.wait(10)


FAULTS = {
    "status-401": (ModelRefused, "refused the key"),
    "status-402": (ModelRefused, "refused the key"),
    "status-403": (ModelRefused, "refused the key"),
    "status-404": (ModelUnavailable, 'does not know "status-404"'),
    "status-408": (ModelTimeout, "did not answer within"),
    "status-413": (ModelRefused, "refused the request"),
    "status-429": (ModelRefused, "too many requests"),
    "status-500": (ModelUnavailable, "out of order"),
    "status-503": (ModelUnavailable, "out of order"),
    "status-504": (ModelTimeout, "did not answer within"),
    "status-529": (ModelUnavailable, "out of order"),
    "moved": (ModelUnavailable, "out of order"),
    "garbage": (ReplyUnusable, "not its protocol"),
    "page": (ReplyUnusable, "not its protocol"),
    "cut": (ModelUnavailable, "cannot be reached"),
    "silent": (ModelTimeout, "did not answer within 0.2 s"),
}


def failure(model: Model) -> ModelError:
    async def run() -> None:
        async with opened(model):
            await complete(model, request())

    with pytest.raises(ModelError) as caught:
        asyncio.run(run())
    return caught.value


@pytest.mark.parametrize("mood", FAULTS)
def test_faults_are_told_apart_and_hide_the_key(
    server: ModelServer,
    remote: Callable[..., Model],
    mood: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    model = remote(server, mood, timeout=0.2 if mood == "silent" else 30)

    error = failure(model)

    kind, text = FAULTS[mood]
    assert type(error) is kind
    assert text in str(error)
    shown = "".join(traceback.format_exception(error))
    for place in (str(error), repr(model), repr(vars(model)), caplog.text, shown):
        assert KEY not in place
        assert PROMPT not in caplog.text


def test_who_is_busy_says_when_to_come_back(
    server: ModelServer, remote: Callable[..., Model]
) -> None:
    assert failure(remote(server, "status-429")).retry_after == 7
    assert failure(remote(server, "status-503")).retry_after == 7
    assert failure(remote(server, "garbage")).retry_after is None


def test_nobody_there_is_said_with_the_address(remote: Callable[..., Model]) -> None:
    with ModelServer() as gone:
        pass

    error = failure(remote(gone))

    assert type(error) is ModelUnavailable
    assert f"cannot be reached at {gone.url}: is it running?" in str(error)


def test_an_answer_that_was_cut_is_marked(
    server: ModelServer, remote: Callable[..., Model]
) -> None:
    async def run() -> Reply:
        async with opened(remote(server, "short")) as model:
            return await complete(model, request())

    reply = asyncio.run(run())

    assert reply.text == PROMPT
    assert not reply.is_complete


def test_a_real_server_follows_a_schema_in_the_way_that_it_knows(llama_server: str) -> None:
    schema = {
        "type": "object",
        "properties": {"label": {"enum": ["billing", "other"]}},
        "required": ["label"],
        "additionalProperties": False,
    }

    async def run() -> Reply:
        async with opened(OpenAICompatible(Endpoint("private", llama_server, "nano"))) as model:
            return await complete(model, replace(request(), schema=schema))

    assert json.loads(asyncio.run(run()).text)["label"] in {"billing", "other"}
