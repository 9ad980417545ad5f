"""One model, many who ask: people go before work in the background."""

import asyncio

import pytest

from flowmason_assist.llm.api import Priority
from flowmason_assist.llm.embedded.turns import Turns

pytestmark = pytest.mark.asyncio


async def test_people_go_first() -> None:
    turns, order = Turns(), list[str]()

    async def work(name: str, priority: Priority) -> None:
        await turns.take(priority)
        order.append(name)
        turns.give()

    await turns.take(Priority.WAITING)
    async with asyncio.TaskGroup() as group:
        group.create_task(work("hover", Priority.BACKGROUND))
        group.create_task(work("question", Priority.WAITING))
        group.create_task(work("other hover", Priority.BACKGROUND))
        await asyncio.sleep(0)
        turns.give()

    assert order == ["question", "hover", "other hover"]
