"""Whether models on this machine can answer, and which one answers what."""

import asyncio
import importlib.metadata
import shutil
import sys
from collections.abc import Iterator

from flowmason_assist.cli.health.row import Row, State
from flowmason_assist.errors import ModelError, ModelUnavailable
from flowmason_assist.llm.models.choose import all_local, current_choice, missing_libraries
from flowmason_assist.llm.models.measure import measure
from flowmason_assist.llm.models.running import RunningModels
from flowmason_assist.llm.models.shipped import shipped_model
from flowmason_assist.llm.models.store import Store

_LIBRARY = "llama-cpp-python"
_COMPILERS = ("c++", "g++", "clang++", "cl")
_INSTALL = 'pip install "flowmason-assist[local]"'


def models(store: Store) -> Iterator[Row]:
    """Look at the library that runs models, at their files, and let one answer."""
    missing = missing_libraries()
    yield _library(missing)
    yield from _files(store)
    if not missing:
        yield from _answers(store)


def _library(missing: tuple[str, ...]) -> Row:
    if not missing:
        return Row(_LIBRARY, State.OK, importlib.metadata.version(_LIBRARY))
    detail = f"{', '.join(missing)} not installed: no answers from a model on this machine"
    if any(shutil.which(compiler) for compiler in _COMPILERS):
        return Row(_LIBRARY, State.MISSING, detail, _INSTALL)
    return Row(_LIBRARY, State.MISSING, detail, f"{_compiler_cure()}, then {_INSTALL}")


def _compiler_cure() -> str:
    if sys.platform == "darwin":
        return "xcode-select --install"
    if sys.platform == "win32":
        return 'install "Desktop development with C++" of the Visual Studio Build Tools'
    return "install a C++ compiler (package g++ or build-essential)"


def _files(store: Store) -> Iterator[Row]:
    try:
        shipped_model()
    except ModelUnavailable as error:
        yield Row("model", State.MISSING, str(error), "reinstall flowmason-assist")
    for model in all_local(store):
        fault = model.fault
        if fault is None:
            yield Row("model", State.OK, f"{model.name}, {model.origin}")
        elif store.find(model.name):
            cure = f"flowmason-assist model remove {model.name}, and install it again"
            yield Row("model", State.BROKEN, fault, cure)
        else:
            yield Row("model", State.BROKEN, fault, "reinstall flowmason-assist")


def _answers(store: Store) -> Iterator[Row]:
    try:
        for reason in current_choice(store).reasons:
            yield Row("choice of model", State.OK, reason)
        speed = asyncio.run(measure(RunningModels().fast(store)))
    except ModelError as error:
        cure = "see the rows above; `flowmason-assist model verify` reads every byte"
        yield Row("answers", State.BROKEN, str(error), cure)
        return
    detail = (
        f"ready after {speed.start_ms:.0f} ms, first token after {speed.first_token_ms:.0f} ms,"
        f" {speed.tokens_per_second:.0f} tokens/s"
    )
    yield Row("answers", State.OK, detail)
