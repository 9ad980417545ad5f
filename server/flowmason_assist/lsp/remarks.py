"""Sentences of this machine's model about stages, made while nobody waits for them."""

import asyncio
from typing import TYPE_CHECKING

from flowmason_assist.assist.explain.remark import Question, question, remark
from flowmason_assist.errors import ModelError

if TYPE_CHECKING:
    from flowmason_assist.ide.snapshot import Snapshot
    from flowmason_assist.lsp.assistant import Assistant

MOST_REMARKS = 1000


class Remarks:
    """
    What was said about stages, by what was asked.

    The first look at a stage starts the work, a later one shows what came of it; no look waits.
    """

    def __init__(self, assistant: "Assistant") -> None:
        self._assistant = assistant
        self._said: dict[Question, str | None] = {}
        self._under_way: dict[Question, asyncio.Task[None]] = {}

    def about(self, snapshot: "Snapshot", index: int) -> str | None:
        """Give the sentence about a stage; None when there is none, or none yet."""
        asked = question(snapshot.facts, index)
        if asked is None:
            return None
        if asked not in self._said and asked not in self._under_way:
            work = self._find(asked, snapshot, index)
            self._under_way[asked] = asyncio.get_running_loop().create_task(work)
        return self._said.get(asked)

    async def _find(self, asked: Question, snapshot: "Snapshot", index: int) -> None:
        said: str | None = None
        try:
            said = await self._assistant.aside(remark(snapshot.facts, index), snapshot.path)
        except ModelError:
            pass  # There is no model here; the facts are shown anyway.
        finally:
            self._under_way.pop(asked, None)
        self._said[asked] = said
        if len(self._said) > MOST_REMARKS:
            self._said.pop(next(iter(self._said)))
