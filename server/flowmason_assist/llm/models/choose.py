"""Which model files answer, by memory and cores."""

import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass

from flowmason_assist.errors import ModelUnavailable
from flowmason_assist.llm.api import Dialect
from flowmason_assist.llm.embedded.worker import WorkerSettings
from flowmason_assist.llm.models.local import LocalModel
from flowmason_assist.llm.models.shipped import shipped_model
from flowmason_assist.llm.models.store import Store
from flowmason_assist.llm.providers.embedded import Embedded
from flowmason_assist.process.priority import cores, spare_cores

LIBRARIES = ("llama_cpp", "llguidance", "psutil")
SHARE_OF_MEMORY = 0.6
# What a processor core reads in a tenth of a second or so; a larger model answers too slowly.
BYTES_PER_CORE = 1_500_000_000
LEAST_MEMORY = 1 << 30  # llama.cpp's code, its buffers, and the vocabulary for grammars.
FAMILIES_OF_NANO = 6
FAMILIES = 2


@dataclass(frozen=True, slots=True)
class Machine:
    """What there is to work with: bytes of memory in all, and cores."""

    memory: int
    cores: int


@dataclass(frozen=True, slots=True)
class Choice:
    """
    The models that answer: a fast one for what is small and frequent, a deep one for the rest.

    `reasons` says why, a line for each model.
    """

    fast: LocalModel | None
    deep: LocalModel | None
    reasons: tuple[str, ...]


def this_machine() -> Machine:
    """Measure the machine; needs the extra `local`."""
    import psutil

    return Machine(psutil.virtual_memory().total, cores())


def missing_libraries() -> tuple[str, ...]:
    """Give the libraries of the extra `local` that are not installed."""
    return tuple(name for name in LIBRARIES if importlib.util.find_spec(name) is None)


def choose(shipped: LocalModel | None, installed: Iterable[LocalModel], machine: Machine) -> Choice:
    """Choose: our own model is the fast one, and the largest that fits the machine is the deep."""
    reasons = [f'"{shipped.name}" answers what is quick'] if shipped else []
    deep: LocalModel | None = None
    for model in sorted(installed, key=lambda each: each.seal.size, reverse=True):
        obstacle = _obstacle(model, machine)
        if obstacle:
            reasons.append(f'"{model.name}" waits for a larger machine: {obstacle}')
        elif deep is None:
            deep = model
            reasons.append(f'"{model.name}" answers the rest: the largest that fits')
    if shipped is None and deep is None:
        reasons.append("no model on this machine can answer")
    return Choice(shipped or deep, deep, tuple(reasons))


def find_local(name: str, store: Store) -> LocalModel | None:
    """Give a model on this machine by its name, shipped or installed."""
    return next((model for model in all_local(store) if model.name == name), None)


def all_local(store: Store) -> tuple[LocalModel, ...]:
    """Give every model on this machine, our own first."""
    try:
        return (shipped_model(), *store.models())
    except ModelUnavailable:
        return store.models()


def current_choice(store: Store) -> Choice:
    """
    Choose on this machine, among files that are sound.

    Raises `ModelUnavailable` without the extra `local`.
    """
    _require_libraries()
    models = all_local(store)
    shipped = next((model for model in models if model.dialect is Dialect.NANO), None)
    installed = [model for model in models if model is not shipped and model.fault is None]
    return choose(shipped, installed, this_machine())


def embedded(model: LocalModel) -> Embedded:
    """
    Give a model file with its worker, not started yet.

    Raises `ModelUnavailable` without the extra `local`.
    """
    _require_libraries()
    return Embedded(model.name, settings_for(model), dialect=model.dialect)


def settings_for(model: LocalModel) -> WorkerSettings:
    """Give how a model is run on this machine."""
    return WorkerSettings(
        path=model.path,
        context=model.context,
        threads=spare_cores(),
        memory=memory_limit(model.memory),
        contexts=FAMILIES_OF_NANO if model.dialect is Dialect.NANO else FAMILIES,
        seal=model.seal,
    )


def memory_for(size: int) -> int:
    """Estimate the memory that a file of unknown kind takes when it runs."""
    return size + size // 2 + LEAST_MEMORY


def memory_limit(memory: int) -> int:
    """Give the bytes after which a model that should take `memory` is ended."""
    return 2 * memory + LEAST_MEMORY


def _obstacle(model: LocalModel, machine: Machine) -> str | None:
    if model.memory > machine.memory * SHARE_OF_MEMORY:
        allowed = machine.memory * SHARE_OF_MEMORY / 1e9
        return f"it needs {model.memory / 1e9:.1f} GB of memory, and may use {allowed:.1f}"
    if model.seal.size > machine.cores * BYTES_PER_CORE:
        return f"{machine.cores} cores would take seconds for a sentence"
    return None


def _require_libraries() -> None:
    missing = missing_libraries()
    if missing:
        raise ModelUnavailable(
            f'{", ".join(missing)} missing: pip install "flowmason-assist[local]", which needs a'
            " C++ compiler"
        )
