"""Who may use the one model next: people who wait go before work in the background."""

import asyncio
import heapq
import itertools
import threading

from flowmason_assist.llm.api import Priority


class Turns:
    """A lock with priorities, for several event loops; a canceled waiter leaves the queue."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_taken = False
        self._numbers = itertools.count()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []

    async def take(self, priority: Priority) -> None:
        """Wait until it is our turn."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return
            future = asyncio.get_running_loop().create_future()
            heapq.heappush(self._waiting, (priority, next(self._numbers), future))
        try:
            await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self.give()
            raise

    def give(self) -> None:
        """Let the next one go on; any thread may call this."""
        with self._lock:
            while self._waiting:
                _, _, future = heapq.heappop(self._waiting)
                if future.cancelled():
                    continue
                try:
                    future.get_loop().call_soon_threadsafe(_grant, future, self)
                except RuntimeError:  # Its loop is closed.
                    continue
                return
            self._is_taken = False


def _grant(future: asyncio.Future[None], turns: Turns) -> None:
    if future.cancelled():
        turns.give()
    else:
        future.set_result(None)
