"""A progress bar on standard error, where somebody watches and there is much to do."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

_WORTH_A_BAR = 200


def watched(
    items: Iterable[T], total: int, doing: str = "Checking", worth: int = _WORTH_A_BAR
) -> Iterator[T]:
    """Give the items, with a bar that shows how many of them have come, if so many are to."""
    if total < worth or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(items, doing, total, console=console, transient=True)
