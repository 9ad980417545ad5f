"""What answers need and what outlives a single one: the models that are open."""

from collections.abc import Callable

from flowmason_assist.llm.api import Model

MakeModel = Callable[[], Model]


class Desk:
    """
    Made once for a process, and closed at its end.

    `embedded` makes the model of this machine when it is needed first; without it, every job
    gives what it can say from facts.
    """

    def __init__(self, embedded: MakeModel | None = None) -> None:
        self._embedded = embedded
        self._model: Model | None = None

    def embedded(self) -> Model | None:
        """Give the model of this machine, None where there is none."""
        if self._model is None and self._embedded is not None:
            self._model = self._embedded()
        return self._model

    async def close(self) -> None:
        """Give back what the models hold; they may be used again."""
        if self._model is not None:
            await self._model.close()
