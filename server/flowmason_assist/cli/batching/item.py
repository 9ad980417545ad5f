"""What a batch works on, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = Any
"""A value that `json` reads and writes."""


@dataclass(frozen=True, slots=True)
class Item:
    """
    One piece of work.

    `key` tells it from all others and is shown to people. `fields` are those of its line of JSON:
    "file", "text", and what a job asks for besides.
    """

    key: str
    fields: Mapping[str, Json]

    @property
    def file(self) -> str | None:
        """Give the file that the item is about."""
        file = self.fields.get("file")
        return str(file) if file is not None else None


@dataclass(frozen=True, slots=True)
class Given:
    """An item as a job gets it: with the text of its file, or with its own."""

    item: Item
    path: Path | None
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """
    What came of an item: `value` as JSON text, or the `error` that kept it from being done.

    `state` tells which state of the file was read, so that a change can be noticed.
    """

    key: str
    value: str | None
    error: str | None = None
    state: str | None = None
    milliseconds: float = 0.0
