"""What jobs on pipelines have in common."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path

from flowmason_assist.cli.asking.desk import desk_for
from flowmason_assist.cli.asking.options import ModelOptions
from flowmason_assist.cli.batching.item import Given, Json
from flowmason_assist.cli.batching.options import BatchOptions
from flowmason_assist.cli.batching.sources import FileSources, Found
from flowmason_assist.cli.checking.opened import Opened, open_text
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.routing.desk import Desk


def pipelines(batch: BatchOptions) -> Iterator[Found]:
    """Give the pipelines that a command line names, those of the current folder if none."""
    finder = ConfigurationFinder(os.environ)
    return FileSources(finder).items(batch.arguments or (".",))


def opened(given: Given) -> Opened:
    """Take an item as a pipeline."""
    return open_text(given.path or Path(given.item.key), given.text)


def identity(options: ModelOptions, **others: Json) -> dict[str, Json]:
    """Give what tells two batches apart that ask models."""
    return {**asdict(options), **others}


def answered_by(route: Json) -> str:
    """Name the model that answered, for a chart."""
    return route["model"] or "no model"


@asynccontextmanager
async def open_desk() -> AsyncIterator[Desk]:
    """Give the models of one worker, and end them with it."""
    desk = desk_for(None)
    try:
        yield desk
    finally:
        await desk.close()
