"""When a process that keeps crashing is started again."""

import time
from collections import deque
from collections.abc import Callable

from flowmason_assist.errors import ModelUnavailable

CRASHES = 5
WITHIN_SECONDS = 60.0
REST_SECONDS = 30.0
FIRST_PAUSE = 0.05
LONGEST_PAUSE = 2.0


class Breaker:
    """Counts crashes: each makes the next start wait longer, and too many forbid it for a while."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._crashes: deque[float] = deque(maxlen=CRASHES)
        self._in_a_row = 0

    def crashed(self) -> None:
        """Remember a crash."""
        self._crashes.append(self._clock())
        self._in_a_row += 1

    def worked(self) -> None:
        """Remember an answer."""
        self._in_a_row = 0

    def reset(self) -> None:
        """Forget everything: somebody asked for a restart."""
        self._crashes.clear()
        self._in_a_row = 0

    def pause(self) -> float:
        """Give the seconds to wait before a start; raises `ModelUnavailable` while none may be."""
        now = self._clock()
        if len(self._crashes) == CRASHES and now - self._crashes[0] < WITHIN_SECONDS:
            left = REST_SECONDS - (now - self._crashes[-1])
            if left > 0:
                raise ModelUnavailable(
                    f"the model's process crashed {CRASHES} times in a minute; it is tried again"
                    f" in {left:.0f} s, or when you restart it"
                )
            self._crashes.clear()
        if self._in_a_row == 0:
            return 0.0
        return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (self._in_a_row - 1)))
