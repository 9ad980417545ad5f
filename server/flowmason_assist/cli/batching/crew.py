"""The processes that do a batch, whatever starts them, and how work is handed to them."""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from flowmason_assist.cli.batching.item import Item, Result
from flowmason_assist.errors import EngineError

MOST_ATTEMPTS = 2
"""How many workers an item may cost before it is given up."""

MOST_LOSSES = 20
"""How many workers may die one after the other before the batch is given up."""

Chunk = Sequence[Item]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a worker gives back for a chunk; no `results` mean that the worker is gone."""

    worker: int
    results: list[Result] | None


class Crew(Protocol):
    """Workers with numbers from zero; each has at most one chunk at a time."""

    size: int

    def give(self, worker: int, chunk: Chunk) -> None:
        """Hand a chunk to a worker that has none."""

    def wait(self, seconds: float) -> Sequence[Delivery]:
        """Give what came in, as soon as something does; nothing after so many seconds."""

    def replace(self, worker: int) -> None:
        """End a worker, if it still lives, and start another in its place."""

    def close(self) -> None:
        """End all workers."""


def dispatch(items: Iterable[Item], crew: Crew, chunk: int, patience: float) -> Iterator[Result]:
    """
    Give the result of each item once, in the order in which they are done.

    A worker that dies, or that needs more than `patience` seconds for an item, is replaced. The
    items that it had are handed out again, each alone; one that costs `MOST_ATTEMPTS` workers
    while it is alone gets an error for a result. Items are taken as they are needed.

    Raises EngineError when workers die whatever they are given.
    """
    desk = _Desk(iter(items), crew, chunk, patience)
    while desk.hand_out():
        yield from desk.collect()


@dataclass(frozen=True, slots=True)
class _Assignment:
    chunk: Chunk
    deadline: float


class _Desk:
    """Who has what, and what waits to be handed out again."""

    def __init__(self, items: Iterator[Item], crew: Crew, chunk: int, patience: float) -> None:
        self._items = items
        self._crew = crew
        self._chunk = chunk
        self._patience = patience
        self._suspects: deque[Item] = deque()
        self._attempts: dict[str, int] = {}
        self._assigned: dict[int, _Assignment] = {}
        self._losses = 0

    def hand_out(self) -> bool:
        """Give work to all who have none; tell whether anybody has work."""
        for worker in range(self._crew.size):
            chunk = () if worker in self._assigned else self._next_chunk()
            if chunk:
                deadline = time.monotonic() + self._patience * len(chunk)
                self._assigned[worker] = _Assignment(chunk, deadline)
                self._crew.give(worker, chunk)
        return bool(self._assigned)

    def collect(self) -> Iterator[Result]:
        """Wait for the next deliveries, or for the next deadline."""
        deadline = min(each.deadline for each in self._assigned.values())
        for delivery in self._crew.wait(max(0.0, deadline - time.monotonic())):
            assignment = self._assigned.pop(delivery.worker)
            if delivery.results is None:
                yield from self._lost(delivery.worker, assignment.chunk, "its worker died")
            else:
                self._losses = 0
                yield from delivery.results
        for worker, assignment in list(self._assigned.items()):
            if assignment.deadline <= time.monotonic():
                del self._assigned[worker]
                reason = f"it took more than {self._patience:g} s (--item-timeout)"
                yield from self._lost(worker, assignment.chunk, reason)

    def _next_chunk(self) -> Chunk:
        if self._suspects:
            return (self._suspects.popleft(),)
        return tuple(islice(self._items, self._chunk))

    def _lost(self, worker: int, chunk: Chunk, reason: str) -> Iterator[Result]:
        self._crew.replace(worker)
        self._losses += 1
        if self._losses >= MOST_LOSSES:
            raise EngineError(
                f"{MOST_LOSSES} workers ended one after the other, the last because {reason}; "
                "look for their messages above, or try --jobs 1"
            )
        for item in chunk:
            if len(chunk) == 1:
                self._attempts[item.key] = self._attempts.get(item.key, 0) + 1
            if self._attempts.get(item.key, 0) < MOST_ATTEMPTS:
                self._suspects.append(item)
            else:
                yield Result(item.key, None, f"given up after {MOST_ATTEMPTS} attempts: {reason}")
