"""What the providers for HTTP send, and how they meet servers that know less."""

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from flowmason_assist.errors import ModelRefused
from flowmason_assist.llm.api import Message, Model, Reply, Request, Usage, complete
from flowmason_assist.llm.gate import Outgoing
from flowmason_assist.llm.providers.anthropic import Anthropic
from flowmason_assist.llm.providers.openai_compatible import OpenAICompatible
from flowmason_assist.llm.remote.endpoint import Endpoint
from flowmason_assist.llm.remote.place import is_own_place
from tests.support.model_server import ModelServer

SCHEMA = {"type": "object", "properties": {"label": {"type": "string"}}}
REQUEST = Request(
    "label",
    (Message("system", "Be short."), Message("user", "Is this spam?")),
    raw="never sent",
    schema=SCHEMA,
    max_tokens=64,
    seed=3,
    stop=("\n",),
)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


def ask(model: Model, *requests: Request) -> list[Reply]:
    async def run() -> list[Reply]:
        try:
            return [await complete(model, request) for request in requests]
        finally:
            await model.close()

    return asyncio.run(run())


def counted(reply: Reply) -> Usage:
    assert reply.usage.milliseconds > 0
    return replace(reply.usage, milliseconds=0.0)


def private(server: ModelServer, mood: str, key: str = "") -> OpenAICompatible:
    return OpenAICompatible(Endpoint("private", f"{server.url}/v1", mood, key))


def cloud(server: ModelServer, mood: str) -> Anthropic:
    return Anthropic(Endpoint("cloud", server.url, mood, "k-1"))


def test_openai_is_sent_messages_schema_and_sampling(server: ModelServer) -> None:
    [reply] = ask(private(server, "echo", "k-1"), REQUEST)

    [asked] = server.asked
    assert asked.headers["authorization"] == "Bearer k-1"
    assert asked.body == {
        "model": "echo",
        "messages": [
            {"role": "system", "content": "Be short."},
            {"role": "user", "content": "Is this spam?"},
        ],
        "max_tokens": 64,
        "temperature": 0.0,
        "top_p": 1.0,
        "seed": 3,
        "stop": ["\n"],
        "stream": True,
        "stream_options": {"include_usage": True},
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "label", "schema": SCHEMA, "strict": True},
        },
    }
    assert counted(reply) == Usage(prompt_tokens=11, completion_tokens=3, cached_tokens=3)


def test_anthropic_is_sent_messages_and_schema(server: ModelServer) -> None:
    [reply] = ask(cloud(server, "echo"), REQUEST)

    [asked] = server.asked
    assert asked.headers["authorization"] == "Bearer k-1"
    assert asked.body == {
        "model": "echo",
        "system": "Be short.",
        "messages": [{"role": "user", "content": "Is this spam?"}],
        "max_tokens": 64,
        "stop_sequences": ["\n"],
        "stream": True,
        "output_config": {"format": {"type": "json_schema", "schema": SCHEMA}},
    }
    assert counted(reply) == Usage(prompt_tokens=11, completion_tokens=3, cached_tokens=3)


def test_keys_of_the_environment_stay_there(
    server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.setenv(name, "of-the-environment")
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:1")

    ask(private(server, "echo"), REQUEST)
    ask(Anthropic(Endpoint("cloud", server.url, "echo")), REQUEST)

    sent = [value for asked in server.asked for value in asked.headers.values()]
    assert not any("of-the-environment" in value for value in sent)


def test_what_a_server_does_not_know_is_left_out_from_then_on(server: ModelServer) -> None:
    model = private(server, "old")

    first, second = ask(model, REQUEST, REQUEST)

    assert first.text == second.text == "Is this spam?"
    assert len(server.asked) == 6
    body = server.asked[-1].body
    assert body["response_format"] == {"type": "json_object", "schema": SCHEMA}
    assert body["max_completion_tokens"] == 64
    assert not {"max_tokens", "seed", "temperature"} & set(body)


def test_a_request_that_a_server_refuses_for_other_reasons_is_not_repeated(
    server: ModelServer,
) -> None:
    plain = Request("label", REQUEST.messages)

    with pytest.raises(ModelRefused, match="HTTP 400"):
        ask(private(server, "status-400"), plain)

    assert len(server.asked) == 1


def test_a_model_that_refuses_is_no_answer(server: ModelServer) -> None:
    with pytest.raises(ModelRefused, match="does not want to answer"):
        ask(cloud(server, "unwilling"), REQUEST)


def test_the_gate_sees_every_byte_and_may_say_no(server: ModelServer) -> None:
    seen: list[Outgoing] = []

    def gate(outgoing: Outgoing) -> None:
        seen.append(outgoing)
        if len(seen) > 1:
            raise ModelRefused("not this one")

    model = OpenAICompatible(Endpoint("private", f"{server.url}/v1", "echo"), gate)

    with pytest.raises(ModelRefused, match="not this one"):
        ask(model, REQUEST, REQUEST)
    with pytest.raises(ModelRefused, match="not this one"):
        ask(Anthropic(Endpoint("cloud", server.url, "echo"), gate), REQUEST)

    [asked] = server.asked
    assert json.loads(seen[0].body) == asked.body
    assert seen[0].url == f"{server.url}/v1/chat/completions"


def test_an_endpoint_is_shown_without_secrets() -> None:
    endpoint = Endpoint("private", "https://me:pass@[::1]:8080/v1?key=k-1", "m", "k-2")

    assert endpoint.place == "https://[::1]:8080"
    assert is_own_place(endpoint.url)
    assert not {"k-1", "k-2", "pass"} & set(re.findall(r"[\w-]+", repr(endpoint)))
