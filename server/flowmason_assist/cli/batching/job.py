"""What a batch does with each item."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

from flowmason_assist.cli.batching.item import Given, Json

Work = Callable[[Given], Awaitable[Json]]
"""Gives an item's result; raises AssistError for what keeps it from being done."""

Opened = AbstractAsyncContextManager[Work]
Count = tuple[str, str]
"""The title of a chart, and the bar in it that grows by one."""


@dataclass(frozen=True, slots=True)
class Job:
    """
    A kind of work, and how a report shows its results.

    `open` prepares the work in the process that does it, from `options`, which processes send to
    each other. `counts` gives what charts count in a result, `brief` a line for people, and
    `is_clean` tells whether nothing in it asks for attention. A job that uses a model shares
    it among several items at a time; `chunk` is how many items are handed out together.
    """

    name: str
    doing: str
    open: Callable[[Any], Opened]
    options: Any
    counts: Callable[[Json], Iterator[Count]]
    brief: Callable[[Json], str]
    is_clean: Callable[[Json], bool]
    identity: Mapping[str, Json]
    uses_model: bool = True
    chunk: int = 1
