"""A process that keeps crashing is started later and later, and then not for a while."""

import pytest

from flowmason_assist.errors import ModelUnavailable
from flowmason_assist.llm.embedded.breaker import CRASHES, REST_SECONDS, WITHIN_SECONDS, Breaker


class Clock:
    """A time that stands still until it is set."""

    now = 1000.0

    def __call__(self) -> float:
        """Give the time in seconds."""
        return self.now


def test_each_crash_makes_the_next_start_later_and_an_answer_forgives() -> None:
    breaker, pauses = Breaker(Clock()), []
    for _ in range(CRASHES - 1):
        pauses.append(breaker.pause())
        breaker.crashed()

    assert pauses == [0.0, 0.05, 0.1, 0.2]
    breaker.worked()
    assert breaker.pause() == 0.0


def test_too_many_crashes_in_a_minute_forbid_a_start_for_a_while() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(CRASHES):
        breaker.crashed()

    with pytest.raises(ModelUnavailable, match="crashed 5 times in a minute; it is tried again"):
        breaker.pause()
    clock.now += REST_SECONDS
    assert breaker.pause() > 0.0


def test_crashes_far_apart_forbid_nothing() -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(2 * CRASHES):
        breaker.crashed()
        clock.now += WITHIN_SECONDS

    assert breaker.pause() > 0.0
