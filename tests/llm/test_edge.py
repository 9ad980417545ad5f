"""The adapters of FlowMason Edge, ours in their place."""

import asyncio
import inspect
from pathlib import Path
from typing import Any, TypeVar

import pytest

from flowmason_assist.edge import (
    Edge,
    GenerationConfig,
    LlamaCppAdapter,
    LocalLLMAdapter,
    ModelInfo,
    OllamaAdapter,
)
from flowmason_assist.errors import ModelUnavailable
from flowmason_assist.resources import folder
from tests.support.model_server import ModelServer

T = TypeVar("T", bound=LocalLLMAdapter)
NANO = folder("models") / "flowmason-nano.gguf"
CONVERSATION = [
    {"role": "system", "content": "Be short."},
    {"role": "user", "content": "Is this spam?"},
]


def with_adapter(adapter: T, use: Any) -> Any:  # noqa: ANN401 - whatever a test wants to know.
    async def run() -> Any:  # noqa: ANN401
        try:
            return await use(adapter)
        finally:
            await adapter.close()

    return asyncio.run(run())


def ollama(server: ModelServer, model: str = "echo") -> OllamaAdapter:
    return OllamaAdapter(model, base_url=server.url)


def test_ollama_generates_streams_and_talks() -> None:
    async def use(adapter: OllamaAdapter) -> tuple[str, list[str], str]:
        config = GenerationConfig(max_tokens=9, stop_sequences=["END"])
        whole = await adapter.generate("summarize this text", config, "Be short.")
        pieces = [piece async for piece in adapter.generate_stream("summarize this")]
        talk = await adapter.chat(CONVERSATION)
        assert (whole.tokens_prompt, whole.tokens_generated) == (11, 3)
        assert whole.finish_reason == "stop"
        return whole.text, pieces, talk.text

    with ModelServer() as server:
        said = with_adapter(ollama(server), use)

    assert said == ("summarize this text", ["summarize", " this"], "Is this spam?")
    body = server.asked[0].body
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert (body["max_tokens"], body["stop"]) == (9, ["END"])


def test_ollama_says_what_it_has() -> None:
    async def use(adapter: OllamaAdapter) -> tuple[bool, bool, bool, list[ModelInfo], Any]:
        return (
            await adapter.check_availability(),
            await adapter.load_model("short"),
            await adapter.load_model("nothing-of-that-name"),
            await adapter.list_models(),
            await adapter.embed("four"),
        )

    with ModelServer() as server:
        adapter = ollama(server)
        is_up, has, lacks, models, vector = with_adapter(adapter, use)

    assert (is_up, has, lacks) == (True, True, False)
    assert "echo" in {model.name for model in models}
    assert vector == [0.5, 4.0]
    assert adapter.model == "short"


def test_ollama_that_does_not_run_is_not_available() -> None:
    async def use(adapter: OllamaAdapter) -> tuple[dict[str, Any], list[ModelInfo]]:
        with pytest.raises(ModelUnavailable):
            await adapter.generate("hello")
        return await adapter.health_check(), await adapter.list_models()

    with ModelServer() as server:
        pass
    health, models = with_adapter(ollama(server), use)

    assert health["available"] is False
    assert models == []


def test_a_file_is_run() -> None:
    async def use(adapter: LlamaCppAdapter) -> tuple[bool, bool, int, int]:
        config = GenerationConfig(max_tokens=8, temperature=0.0)
        result = await adapter.generate("say hello", config)
        streamed = [piece async for piece in adapter.generate_stream("say hello", config)]
        assert "".join(streamed) == result.text
        await adapter.unload_model()
        again = await adapter.chat(CONVERSATION, config)
        loads = await adapter.load_model(), await adapter.check_availability()
        return (*loads, result.tokens_generated, again.tokens_prompt)

    adapter = LlamaCppAdapter(str(NANO), n_ctx=512, n_gpu_layers=20, verbose=False)
    loads, is_there, generated, prompt = with_adapter(adapter, use)

    assert (loads, is_there) == (True, True)
    assert 0 < generated <= 8
    assert prompt > 0
    info = adapter.get_model_info()
    assert info is not None
    assert (info.name, info.size_bytes) == ("flowmason-nano", NANO.stat().st_size)


def test_a_file_that_is_not_there_is_not_available(tmp_path: Path) -> None:
    async def use(adapter: LlamaCppAdapter) -> tuple[bool, bool, list[ModelInfo]]:
        with pytest.raises(ModelUnavailable):
            await adapter.generate("hello")
        return (
            await adapter.check_availability(),
            await adapter.load_model(),
            await adapter.list_models(),
        )

    adapter = LlamaCppAdapter(str(tmp_path / "no.gguf"))

    assert with_adapter(adapter, use) == (False, False, [])


@pytest.mark.parametrize("adapter", [OllamaAdapter, LlamaCppAdapter])
def test_each_takes_what_flowmason_edge_gives(adapter: type[LocalLLMAdapter]) -> None:
    """The names and orders of parameters with which FlowMason Edge calls its adapters."""
    takes = {
        "generate": ["prompt", "config", "system_prompt"],
        "generate_stream": ["prompt", "config", "system_prompt"],
        "chat": ["messages", "config"],
        "embed": ["text"],
        "load_model": ["model"],
        "unload_model": ["model"],
        "list_models": [],
        "check_availability": [],
        "health_check": [],
        "get_model_info": [],
    }

    for name, parameters in takes.items():
        signature = inspect.signature(getattr(adapter, name))
        assert list(signature.parameters)[1:] == parameters


def test_jobs_run_with_our_model_and_with_an_adapter() -> None:
    labels = ["billing", "shipping"]

    async def use() -> tuple[list[Any], Any]:
        async with Edge() as edge:
            alike = [await edge.classify("Your billing is late", labels, sure=0) for _ in range(2)]
            assert await edge.summarize("Short.") == "Short."
            assert [each.path for each in edge.anomaly([1, 2, 1, 2, 90, 1])] == ["/4"]
        with ModelServer() as server:
            adapter = ollama(server, "json")
            said = await Edge(adapter).route({"note": "hello"}, labels)
            await adapter.close()
        return alike, said

    (first, again), said = asyncio.run(use())

    assert first.name == "billing"
    assert first == again
    assert said.scores.keys() == {*labels}
