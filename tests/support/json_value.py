"""The way into a JSON value."""

from typing import Any

from flowmason_assist.engine.json_value import Json


def at(value: Json, *steps: str | int) -> Any:  # noqa: ANN401 - A test knows what stands there.
    """Give what stands inside a value; the steps are keys and indexes."""
    found: Any = value
    for step in steps:
        found = found[step]
    return found
