"""
The jobs of `flowmason-assist edge` as a small library, and adapters for FlowMason Edge.

    from flowmason_assist.edge import Edge

    async with Edge() as edge:
        found = await edge.classify({"note": "invoice is wrong"}, ["invoice", "delivery"])

The model stays loaded while the `Edge` is open, which is what makes the jobs fast.
"""

from collections.abc import Sequence
from types import TracebackType
from typing import Self, TypeVar

from flowmason_assist.assist.edge import texts
from flowmason_assist.assist.edge.anomalies import Anomaly, anomalies
from flowmason_assist.assist.edge.examples import Example, Learned, learn
from flowmason_assist.assist.edge.texts import SURE, Chosen, text_of
from flowmason_assist.engine.json_value import Json
from flowmason_assist.errors import ModelUnavailable
from flowmason_assist.llm.adapters import (
    GenerationConfig,
    GenerationResult,
    LlamaCppAdapter,
    LocalLLMAdapter,
    ModelInfo,
    OllamaAdapter,
)
from flowmason_assist.llm.api import Model, Task
from flowmason_assist.llm.drive import drive, run_without_model
from flowmason_assist.llm.models.choose import embedded
from flowmason_assist.llm.models.shipped import shipped_model

T = TypeVar("T")

__all__ = (
    "Anomaly",
    "Chosen",
    "Edge",
    "Example",
    "GenerationConfig",
    "GenerationResult",
    "Learned",
    "LlamaCppAdapter",
    "LocalLLMAdapter",
    "ModelInfo",
    "OllamaAdapter",
    "learn",
)


class Edge:
    """
    Jobs on small payloads, which are JSON values; use it as an async context manager.

    They ask the model of `adapter`, which stays the caller's to close, or without one our own
    model, if the extra `local` is installed. Every job has an answer without any model.
    """

    def __init__(self, adapter: LocalLLMAdapter | None = None) -> None:
        self._own = None if adapter else _own_model()
        self._model: Model | None = adapter.port if adapter else self._own

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Give back the memory of our own model; the next job loads it again."""
        if self._own:
            await self._own.close()

    async def summarize(self, payload: Json, sentences: int = 2) -> str:
        """Give the sentences that say most."""
        return await self._run(texts.summarize(text_of(payload), sentences))

    async def classify(
        self,
        payload: Json,
        labels: Sequence[str],
        *,
        learned: Learned | None = None,
        sure: float = SURE,
    ) -> Chosen:
        """
        Choose one of the labels, or none when less sure than `sure`.

        `learned` is what `learn(labels, examples)` gives, once for many payloads.
        """
        return await self._run(texts.classify(text_of(payload), labels, sure, learned))

    async def route(
        self,
        payload: Json,
        branches: Sequence[str],
        *,
        learned: Learned | None = None,
        sure: float = SURE,
    ) -> Chosen:
        """Choose the branch that a payload goes to; see `classify`."""
        return await self.classify(payload, branches, learned=learned, sure=sure)

    @staticmethod
    def anomaly(payload: Json) -> list[Anomaly]:
        """Give what stands out in a list of numbers or records, the oddest first."""
        return anomalies(payload)

    async def _run(self, task: Task[T]) -> T:
        return await drive(task, self._model) if self._model else run_without_model(task)


def _own_model() -> Model | None:
    try:
        return embedded(shipped_model())
    except ModelUnavailable:
        return None
