"""Reads whole model files."""

from dataclasses import replace

from flowmason_assist.llm.models.local import LocalModel
from flowmason_assist.llm.models.seal import fault_of
from flowmason_assist.llm.models.store import Store


def verify(model: LocalModel, store: Store) -> str | None:
    """
    Say what is wrong with a model's file, None when every byte is as it was.

    An installed file that was merely touched is not read again at the next start.
    """
    fault = fault_of(model.path, replace(model.seal, modified=None))
    is_installed = store.find(model.name) == model
    if fault is None and is_installed:
        modified = model.path.stat().st_mtime_ns
        store.record(replace(model, seal=replace(model.seal, modified=modified)))
    return fault
