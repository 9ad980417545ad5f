"""The models that commands work on."""

import os
from pathlib import Path

from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.errors import InputError
from flowmason_assist.llm.models.choose import find_local
from flowmason_assist.llm.models.local import LocalModel
from flowmason_assist.llm.models.store import Store, store_at


def settings_here() -> Configuration:
    """Give the settings for the current folder; raises `SettingsError`."""
    return ConfigurationFinder(os.environ).for_folder(Path.cwd())


def open_store() -> Store:
    """Give the folder of installed models, as the settings name it; raises `SettingsError`."""
    return store_at(settings_here().models_folder)


def require_local(name: str, store: Store) -> LocalModel:
    """Give a model on this machine; raises `InputError` when there is none of the name."""
    model = find_local(name, store)
    if model is None:
        raise InputError(f'no model "{name}" is on this machine; see `flowmason-assist model list`')
    return model
