"""Models that failed again and again are left alone for a while."""

import time
from collections.abc import Callable
from dataclasses import dataclass

FAILURES = 3
REST_SECONDS = 30.0


@dataclass(slots=True)
class _Record:
    failures: int = 0
    closed_until: float = 0.0
    reason: str = ""


class Breakers:
    """
    One circuit for each model.

    After some failures in a row, or when a model asked for a pause, nobody asks it until the
    time is over; then one request tries, and decides.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._records: dict[str, _Record] = {}

    def failed(self, alias: str, reason: str, retry_after: float | None = None) -> None:
        """Remember a failure."""
        record = self._records.setdefault(alias, _Record())
        record.failures += 1
        record.reason = reason
        rest = REST_SECONDS if record.failures >= FAILURES else 0.0
        record.closed_until = self._clock() + max(rest, retry_after or 0.0)

    def worked(self, alias: str) -> None:
        """Remember an answer."""
        self._records.pop(alias, None)

    def down(self) -> dict[str, str]:
        """Give the models that rest now, with the reason."""
        now = self._clock()
        return {
            alias: f"it failed and rests for {record.closed_until - now:.0f} s: {record.reason}"
            for alias, record in self._records.items()
            if record.closed_until > now
        }
