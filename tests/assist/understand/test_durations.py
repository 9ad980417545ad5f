"""How long something holds is read in seconds, whatever its unit."""

import pytest

from flowmason_assist.assist.understand.durations import duration_in


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("two hours", 7200),
        ("90 seconds", 90),
        ("a day", 86400),
        ("15 min", 900),
        ("1.5 h", 5400),
        ("an hour or so", 3600),
        ("10s", 10),
        ("these days", None),
        ("600", None),
        ("", None),
    ],
)
def test_durations_are_seconds(text: str, seconds: int | None) -> None:
    assert duration_in(text) == seconds
