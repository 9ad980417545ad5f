"""An event loop that does not wait: where only timers are left, its time jumps to the next."""

import asyncio
import selectors
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import TypeVar, TypeVarTuple

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


class _SkippingSelector(selectors.DefaultSelector):
    """A selector that counts the seconds it did not wait."""

    def __init__(self, is_idle: Callable[[], bool]) -> None:
        super().__init__()
        self.skipped = 0.0
        self._is_idle = is_idle

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0 or not self._is_idle():
            return super().select(timeout)
        ready = super().select(0)
        if not ready:
            self.skipped += timeout
        return ready


class FastForwardLoop(asyncio.SelectorEventLoop):
    """
    The ordinary event loop with a clock of its own.

    A pause of ten minutes, or a timeout after one, takes no time at all, and happens in the
    order in which it really would. While threads are at work, time passes as usual.
    """

    def __init__(self) -> None:
        self._clock = _SkippingSelector(self._is_idle)
        self._jobs = 0
        self._threads = threading.active_count()
        super().__init__(self._clock)

    def time(self) -> float:
        """Seconds on the loop's clock."""
        return super().time() + self._clock.skipped

    def run(self, main: Coroutine[object, object, Result]) -> Result:
        """Result of `main`; whatever it left behind is cancelled."""
        self._threads = threading.active_count()
        try:
            return self.run_until_complete(main)
        finally:
            self._cancel_leftovers()

    def run_in_executor(
        self,
        executor: Executor | None,
        func: Callable[[*Arguments], Result],
        *args: *Arguments,
    ) -> asyncio.Future[Result]:
        """Like the parent's, but remembers that a thread is at work."""
        future = super().run_in_executor(executor, func, *args)
        self._jobs += 1
        future.add_done_callback(self._job_done)
        return future

    def _job_done(self, _future: object) -> None:
        self._jobs -= 1

    def _is_idle(self) -> bool:
        return self._jobs == 0 and threading.active_count() <= self._threads

    def _cancel_leftovers(self) -> None:
        leftovers = asyncio.all_tasks(self)
        for task in leftovers:
            task.cancel()
        if leftovers:
            self.run_until_complete(asyncio.gather(*leftovers, return_exceptions=True))
