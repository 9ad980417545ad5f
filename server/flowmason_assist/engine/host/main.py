"""The engine's process: reads pipelines from a pipe of its own, and writes what they did."""

import faulthandler
import logging
import os
import queue
import shutil
import sys
import threading
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from flowmason_assist.process import limits
from flowmason_assist.process.frames import encode_frame, read_frame
from flowmason_assist.process.pipes import private_pipes

if TYPE_CHECKING:
    from flowmason_assist.engine.host.execution import Engine
    from flowmason_assist.engine.json_value import Json

GRACE_SECONDS = 5
PROCESSOR_FACTOR = 4
MAX_MESSAGE = 1000


def main() -> None:
    """Serve until the pipe ends."""
    incoming, outgoing = private_pipes()
    settings: Any = read_frame(incoming)
    folder = str(settings["folder"])
    os.chdir(folder)
    _quiet()
    try:
        engine = _prepare(folder, settings)
    except ModuleNotFoundError as error:
        _send(outgoing, {"missing": error.name, "error": str(error)})
        return
    _send(outgoing, {"ready": True})
    requests: queue.SimpleQueue[Any] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(incoming, requests, folder), daemon=True).start()
    while True:
        _serve(engine, requests.get(), outgoing)


def _quiet() -> None:
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    faulthandler.enable()


def _prepare(folder: str, settings: Mapping[str, Any]) -> "Engine":
    packages = Path.home() / ".flowmason" / "packages" if settings["trust"] else Path(folder)
    for name in ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"):
        os.environ[name] = folder
    from flowmason_assist.engine.host import guard
    from flowmason_assist.engine.host.clock import FastForwardLoop
    from flowmason_assist.engine.host.components import Components
    from flowmason_assist.engine.host.drivers import finder
    from flowmason_assist.engine.host.drivers.world import World
    from flowmason_assist.engine.host.execution import Engine
    from flowmason_assist.engine.host.web import StubWeb

    world = World()
    web = StubWeb(world)
    web.install()
    components = Components(packages if packages.is_dir() else Path(folder))
    finder.install(world)
    loop = FastForwardLoop()
    guard.install(folder, trust=settings["trust"])
    limits.limit_memory(settings["memory"])
    return Engine(components, loop, web, world)


def _receive(incoming: BinaryIO, requests: "queue.SimpleQueue[Any]", folder: str) -> None:
    """Hand over what arrives; when our parent is gone, so are we, whatever runs."""
    try:
        while True:
            requests.put(read_frame(incoming))
    except BaseException:  # noqa: BLE001 - there is nobody left to tell.
        shutil.rmtree(folder, ignore_errors=True)
        os._exit(0)


def _serve(engine: "Engine", request: Mapping[str, Any], outgoing: BinaryIO) -> None:
    timeout = float(request["timeout"])
    limits.limit_processor_time(timeout * PROCESSOR_FACTOR)
    faulthandler.dump_traceback_later(timeout + GRACE_SECONDS, exit=True)

    def report(event: str, stage: str) -> None:
        _send(outgoing, {event: stage})

    try:
        answer = engine.run(request, report)
    except BaseException as error:  # noqa: BLE001 - what escapes, such as no memory left, is an answer.
        answer = _escaped(error)
    faulthandler.cancel_dump_traceback_later()
    sys.stdout.flush()
    sys.stderr.flush()
    _send(outgoing, {"answer": answer})


def _escaped(error: BaseException) -> "dict[str, Json]":
    return {
        "loads": True,
        "runs": False,
        "error_type": type(error).__name__,
        "error_message": str(error)[:MAX_MESSAGE],
        "stopped": "memory" if isinstance(error, MemoryError) else "crash",
    }


def _send(outgoing: BinaryIO, message: object) -> None:
    outgoing.write(encode_frame(message))
    outgoing.flush()
