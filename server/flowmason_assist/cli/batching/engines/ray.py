"""A crew of actors in a Ray cluster, each with the job open."""

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack, redirect_stdout
from typing import Any

from flowmason_assist.cli.batching.crew import Chunk, Delivery
from flowmason_assist.cli.batching.job import Job
from flowmason_assist.cli.batching.work import Worker
from flowmason_assist.errors import EngineError

_OBJECT_STORE = 100 * 1024 * 1024
_ADDRESS_VARIABLE = "RAY_ADDRESS"


class RayCrew:
    """
    Actors that are started when they first get work.

    They run in the cluster at `address`, or the one that RAY_ADDRESS names; without these, a
    cluster of this machine alone is started, and ended with the crew. Files must be found under
    the same path on every machine. Nothing is reported to the makers of Ray.
    """

    def __init__(self, job: Job, size: int, address: str | None) -> None:
        # Ray prints what it notices to standard output, where the report belongs.
        self._redirected = ExitStack()
        self._redirected.enter_context(redirect_stdout(sys.stderr))
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # Before Ray is imported.
        try:
            import ray
        except ImportError:
            raise EngineError(
                'Ray is not installed; run `pip install "flowmason-assist[batch]"`'
            ) from None
        self._ray: Any = ray
        _connect(ray, size, address)
        self.size = max(1, min(size, int(self._ray.cluster_resources().get("CPU", 1))))
        self._job = ray.put(job)
        self._class = ray.remote(num_cpus=1, max_restarts=0)(Worker)
        self._actors: dict[int, Any] = {}
        self._waiting: dict[Any, int] = {}

    def give(self, worker: int, chunk: Chunk) -> None:
        """Hand a chunk to an actor."""
        if worker not in self._actors:
            self._actors[worker] = self._class.remote(self._job)
        self._waiting[self._actors[worker].run.remote(chunk)] = worker

    def wait(self, seconds: float) -> Sequence[Delivery]:
        """Give what came in."""
        ready, _ = self._ray.wait(list(self._waiting), timeout=seconds)
        return [Delivery(self._waiting.pop(each), self._received(each)) for each in ready]

    def replace(self, worker: int) -> None:
        """Kill an actor; the next work starts another."""
        self._ray.kill(self._actors.pop(worker))
        self._waiting = {ref: each for ref, each in self._waiting.items() if each != worker}

    def close(self) -> None:
        """End all actors, and the cluster if it is ours."""
        for actor in self._actors.values():
            self._ray.kill(actor)
        self._actors.clear()
        self._ray.shutdown()
        self._redirected.close()

    def _received(self, reference: Any) -> Any:  # noqa: ANN401 - of Ray, which has no types here.
        try:
            return self._ray.get(reference)
        except self._ray.exceptions.RayError:
            return None


def _connect(ray: Any, size: int, address: str | None) -> None:  # noqa: ANN401 - a module.
    quiet = {"logging_level": logging.ERROR, "log_to_driver": False}
    own = {
        "num_cpus": size,
        "include_dashboard": False,
        "object_store_memory": _OBJECT_STORE,
        "_node_ip_address": "127.0.0.1",
    }
    is_given = address or os.environ.get(_ADDRESS_VARIABLE)
    try:
        ray.init(address=address, **quiet, **({} if is_given else own))
    except Exception as error:  # noqa: BLE001 - whatever Ray says, a person must read it.
        where = f'the Ray cluster at "{is_given}"' if is_given else "a Ray cluster on this machine"
        raise EngineError(f"{where} cannot be reached or started: {error}") from None
