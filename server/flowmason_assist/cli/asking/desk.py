"""The desk of a command: its models, as this machine and the settings have them."""

import asyncio
import os
from pathlib import Path
from typing import TypeVar

from flowmason_assist.cli.asking.consent import ask_on_terminal
from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.config.routing import ledger_file, policy_of
from flowmason_assist.llm.api import Task
from flowmason_assist.llm.models.choose import (
    all_local,
    deep_embedded,
    default_embedded,
    named_embedded,
)
from flowmason_assist.llm.models.store import store_at
from flowmason_assist.routing.answer import Answered, answer
from flowmason_assist.routing.asked import Asked
from flowmason_assist.routing.desk import Desk, LocalModels
from flowmason_assist.routing.ledger.ledger import Ledger

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
    configuration = configuration_for(path)
    return Desk(
        local_models(configuration),
        policy_of(configuration),
        ledger=open_ledger(configuration),
        ask_consent=ask_on_terminal(),
        guards=configuration.guards,
    )


def configuration_for(path: Path | None) -> Configuration:
    """Give the settings for a file, or for the current folder."""
    finder = ConfigurationFinder(os.environ)
    return finder.for_file(path) if path else finder.for_folder(Path.cwd())


def local_models(configuration: Configuration) -> LocalModels:
    """Give the models of this machine, none of them started."""
    store = store_at(configuration.models_folder)
    found = all_local(store)
    return LocalModels(
        fast=lambda: default_embedded(store),
        deep=lambda: deep_embedded(store),
        named=lambda name: named_embedded(name, store),
        names=frozenset(model.name for model in found),
        context=max((model.context for model in found), default=0),
    )


def open_ledger(configuration: Configuration) -> Ledger:
    """Give the ledger that the settings name."""
    return Ledger.open(ledger_file(configuration))
