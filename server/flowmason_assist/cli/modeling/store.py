"""The models that commands work on."""

import os

from flowmason_assist.config.table import BY_NAME
from flowmason_assist.errors import InputError
from flowmason_assist.llm.models.choose import find_local
from flowmason_assist.llm.models.local import LocalModel
from flowmason_assist.llm.models.store import Store, store_at


def open_store() -> Store:
    """Give the folder of installed models; only the environment may name another."""
    return store_at(os.environ.get(BY_NAME["models-folder"].variable, ""))


def require_local(name: str, store: Store) -> LocalModel:
    """Give a model on this machine; raises `InputError` when there is none of the name."""
    model = find_local(name, store)
    if model is None:
        raise InputError(f'no model "{name}" is on this machine; see `flowmason-assist model list`')
    return model
