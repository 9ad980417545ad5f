"""The desk of a command: its models, as this machine and the settings have them."""

import asyncio
import os
from pathlib import Path
from typing import TypeVar

from flowmason_assist.cli.asking.consent import ask_on_terminal
from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.desk import desk_of
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.llm.api import Task
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
    return desk_of(configuration_for(path), ask_on_terminal())


def configuration_for(path: Path | None) -> Configuration:
    """Give the settings for a file, or for the current folder."""
    finder = ConfigurationFinder(os.environ)
    return finder.for_file(path) if path else finder.for_folder(Path.cwd())
