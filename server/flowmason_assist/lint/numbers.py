"""Numbers in messages."""

import json

_LONGEST = 20


def shown(number: float) -> str:
    """Give a number as JSON writes it, cut where it would fill the line."""
    text = json.dumps(number)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
