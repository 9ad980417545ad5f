"""What a model says through its process: the same each time, in the form that was asked for."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from flowmason_assist.errors import ModelUnavailable, ReplyUnusable
from flowmason_assist.llm.api import Dialect, Reply, Request, complete
from flowmason_assist.llm.embedded.worker import State
from tests.llm.nano import NANO, PROMPT, begun, nano, pid_of, short


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


@pytest.mark.parametrize(("contexts", "known"), [(2, True), (1, False)])
def test_families_of_tasks_keep_their_prompts_apart(contexts: int, *, known: bool) -> None:
    async def run() -> Reply:
        async with nano(contexts=contexts) as model:
            for task in ("plan", "label"):
                await complete(model, short(task=task))
            return await complete(model, short(task="plan"))

    usage = asyncio.run(run()).usage

    assert usage.cached_tokens == (usage.prompt_tokens - 1 if known else 0)


def test_a_model_that_rests_leaves_the_memory_and_comes_back() -> None:
    async def run() -> tuple[list[psutil.Process], Reply]:
        async with nano(idle_seconds=0.01) as model:
            await complete(model, short())
            process = psutil.Process(pid_of(model))
            _, alive = await asyncio.to_thread(psutil.wait_procs, [process], 10)
            assert model.worker.state is State.OFF
            return alive, await complete(model, short())

    alive, reply = asyncio.run(run())

    assert alive == []
    assert reply.usage.completion_tokens > 0
