"""Replies are kept by model and question, in a bounded database that may break."""

from dataclasses import replace
from pathlib import Path

import pytest

from flowmason_assist.llm.api import Message, Reply, Request
from flowmason_assist.llm.providers.scripted import Scripted
from flowmason_assist.llm.replies import Replies

pytestmark = pytest.mark.asyncio

REQUEST = Request("remark", (Message("user", "summarizer text<V1>"),))


async def _ask(replies: Replies, request: Request, *said: str) -> Reply:
    return await replies.ask(Scripted(said), request)


async def test_the_same_question_is_asked_once(tmp_path: Path) -> None:
    file = tmp_path / "cache" / "replies.sqlite"
    replies = Replies(file)
    first = await _ask(replies, REQUEST, "Summarizes <V1>.")
    replies.close()

    second = await _ask(Replies(file), REQUEST)

    assert second.text == first.text == "Summarizes <V1>."
    assert b"summarizer" not in file.read_bytes()


async def test_another_question_is_asked() -> None:
    replies = Replies()
    await _ask(replies, REQUEST, "one")

    other = await _ask(replies, replace(REQUEST, seed=1), "two")

    assert other.text == "two"


async def test_what_nobody_asked_for_longest_is_forgotten() -> None:
    replies = Replies(most=2)
    for seed in (1, 2, 1, 3):
        await _ask(replies, replace(REQUEST, seed=seed), f"first {seed}")

    kept = await _ask(replies, replace(REQUEST, seed=1), "again")
    forgotten = await _ask(replies, replace(REQUEST, seed=2), "again")

    assert kept.text == "first 1"
    assert forgotten.text == "again"


async def test_a_broken_file_is_done_without(tmp_path: Path) -> None:
    file = tmp_path / "replies.sqlite"
    file.write_bytes(b"no database" * 1000)

    assert (await _ask(Replies(file), REQUEST, "said")).text == "said"
