"""How long something takes or holds, in seconds: "for two hours", "90 min", "for a day"."""

import re
from typing import Final

from flowmason_assist.assist.understand.tokens import number_value

_UNITS: Final = {
    "s": 1,
    "sec": 1,
    "second": 1,
    "min": 60,
    "minute": 60,
    "h": 3600,
    "hr": 3600,
    "hour": 3600,
    "day": 86400,
    "week": 604800,
}
_DURATION: Final = re.compile(
    r"\b(?P<count>\d+(?:\.\d+)?|an?|[a-z]+)[ -]?"
    r"(?P<unit>(?:second|sec|minute|min|hour|hr|day|week)s?|s|h)\b",
    re.IGNORECASE,
)


def duration_in(text: str) -> int | None:
    """Give the first duration that a text names, in seconds; None if it names none."""
    for match in _DURATION.finditer(text):
        word = match["count"].lower()
        count = 1 if word in {"a", "an"} else number_value(word)
        unit = match["unit"].lower()
        if count is not None:
            return int(count * (_UNITS.get(unit) or _UNITS[unit.removesuffix("s")]))
    return None
