"""Loads a model once, to see whether it can be loaded."""

import queue
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flowmason_assist.errors import ModelUnavailable
from flowmason_assist.llm.embedded.process import WorkerProcess
from flowmason_assist.llm.embedded.worker import START_SECONDS, WorkerSettings


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a process said about the model that it loaded; `context` is the model's own limit."""

    context: int
    has_template: bool
    milliseconds: float


def probe(settings: WorkerSettings) -> Loaded:
    """Load a model in a process of its own and end it; raises `ModelUnavailable` with why not."""
    messages: queue.SimpleQueue[Mapping[str, Any]] = queue.SimpleQueue()
    process = WorkerProcess(
        settings.as_message(), messages.put, lambda _process, why: messages.put({"ended": why})
    )
    try:
        while True:
            match messages.get(timeout=START_SECONDS):
                case {"loaded": dict(said)}:
                    return Loaded(
                        said["trained_context"], said["has_template"], said["milliseconds"]
                    )
                case {"failed": str(reason)} | {"ended": str(reason)}:
                    raise ModelUnavailable(f"the model cannot be loaded: {reason}")
    except queue.Empty:
        raise ModelUnavailable("the model took too long to load") from None
    finally:
        process.stop()
