"""Installs a file that is on this machine already."""

from dataclasses import replace
from pathlib import Path

from flowmason_assist.errors import InputError, ModelUnavailable
from flowmason_assist.llm.embedded.probe import probe
from flowmason_assist.llm.models.choose import memory_for, missing_libraries, settings_for
from flowmason_assist.llm.models.local import LocalModel
from flowmason_assist.llm.models.seal import seal_of
from flowmason_assist.llm.models.store import Store


def install(file: Path, name: str, store: Store, *, sha256: str | None, context: int) -> LocalModel:
    """
    Bring a file into the store, once it was loaded.

    Raises `InputError` for a file that is none or not the one expected, `ModelUnavailable` for
    one that cannot be loaded. Without llama.cpp it is taken unseen.
    """
    if store.find(name) is not None:
        raise InputError(f'"{name}" is installed already; give another with --name')
    place = store.bring(name, file)
    try:
        model = _accept(place, name, sha256, context)
        store.record(model)
    except (InputError, ModelUnavailable):
        place.unlink()
        raise
    return model


def _accept(place: Path, name: str, sha256: str | None, context: int) -> LocalModel:
    seal = seal_of(place)
    if sha256 is not None and seal.sha256 != sha256.lower():
        raise InputError(f'the SHA-256 of "{name}" is {seal.sha256}, not {sha256}')
    model = LocalModel(
        name, place, seal, context, memory_for(seal.size), "added from a file on this machine"
    )
    if missing_libraries():
        return model
    return replace(model, context=min(context, probe(settings_for(model)).context))
