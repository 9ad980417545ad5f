"""The desk of a command: its models, as this machine and the settings have them."""

import asyncio
import os
from pathlib import Path
from typing import TypeVar

from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.llm.api import Task
from flowmason_assist.llm.models.choose import default_embedded
from flowmason_assist.llm.models.store import store_at
from flowmason_assist.routing.answer import Answered, answer
from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.desk import Desk

T = TypeVar("T")


def run_task(task: Task[T], asked: Asked) -> Answered[T]:
    """Run a job to its end on the desk that the settings describe, and clean the desk."""

    async def run() -> Answered[T]:
        desk = desk_for(asked.path)
        try:
            return await answer(task, asked, desk)
        finally:
            await desk.close()

    return asyncio.run(run())


def desk_for(path: Path | None) -> Desk:
    """Give the desk for work on a file, or in the current folder."""
    finder = ConfigurationFinder(os.environ)
    configuration = finder.for_file(path) if path else finder.for_folder(Path.cwd())
    store = store_at(configuration.models_folder)
    return Desk(embedded=lambda: default_embedded(store))
