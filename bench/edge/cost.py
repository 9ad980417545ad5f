"""
What the jobs cost in time and memory: `python -m bench.edge.cost` prints it as JSON.

Times are what passed, and what the processors worked for it, here and in the model's process: that
is what passes where a processor is free.
It is a program of its own, so that nothing else is in its memory.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from itertools import cycle, islice

import psutil

from bench.edge.data import PEOPLE, texts
from bench.speed.timing import Timing
from flowmason_assist.assist.edge.examples import learn
from flowmason_assist.edge import Edge
from flowmason_assist.engine.json_value import Json

BYTES = 1024
CALLS = 200
STARTS = 7
VALUES = 120
"""How many numbers are a KiB of JSON."""


async def cost() -> dict[str, object]:
    """Give milliseconds of each job on 1 KiB (median, p95), and memory in MiB."""
    given = texts(PEOPLE)[0]
    learned = learn(given.labels, given.examples)
    payloads = _payloads()
    numbers: Json = [round(20 + at % 7 / 3, 3) for at in range(VALUES)]
    async with Edge() as edge:

        async def anomaly(_payload: str) -> object:
            return edge.anomaly(numbers)

        jobs: dict[str, Callable[[str], Awaitable[object]]] = {
            "summarize": edge.summarize,
            "classify by names": lambda text: edge.classify(text, given.labels),
            "classify by 60 examples": lambda text: edge.classify(
                text, given.labels, learned=learned
            ),
            "anomaly": anomaly,
        }
        times = {name: await _timed(job, payloads) for name, job in jobs.items()}
        workers = psutil.Process().children(recursive=True)
        memory = {
            "this process": _mebibytes(psutil.Process()),
            "the model's process": sum(map(_mebibytes, workers)),
        }
    return {"times": times, "start": _start(payloads[0], given.labels), "memory": memory}


async def _timed(
    job: Callable[[str], Awaitable[object]], payloads: list[str]
) -> dict[str, list[float]]:
    await job(payloads[-1])
    passed: list[float] = []
    worked: list[float] = []
    for payload in payloads[:CALLS]:
        started, busy = time.perf_counter(), _busy()
        await job(payload)
        passed.append(time.perf_counter() - started)
        worked.append(_busy() - busy)
    return {"passed": _milliseconds(passed), "worked": _milliseconds(worked)}


def _start(payload: str, labels: list[str]) -> dict[str, list[float]]:
    command = [sys.executable, "-m", "flowmason_assist", "edge", "classify"]
    for label in labels:
        command += ["--label", label]
    passed: list[float] = []
    worked: list[float] = []
    for _ in range(STARTS):
        started, busy = time.perf_counter(), _ended()
        subprocess.run(command, input=payload.encode(), capture_output=True, check=True)
        passed.append(time.perf_counter() - started)
        worked.append(_ended() - busy)
    return {"passed": _milliseconds(passed), "worked": _milliseconds(worked)}


def _busy() -> float:
    """Give the processor time of this process and of those that it started and that live."""
    own = psutil.Process()
    times = [each.cpu_times() for each in (own, *own.children(recursive=True))]
    return sum(each.user + each.system for each in times)


def _ended() -> float:
    """Give the processor time of processes that have ended."""
    times = psutil.Process().cpu_times()
    return float(times.children_user + times.children_system)


def _payloads() -> list[str]:
    """Give texts of 1 KiB, each of which begins elsewhere, so that no prompt is known."""
    every = [each.text for given in texts(PEOPLE) for each in given.examples]
    return [" ".join(islice(cycle(every), at, at + BYTES // 10))[:BYTES] for at in range(CALLS + 1)]


def _milliseconds(seconds: list[float]) -> list[float]:
    timing = Timing(tuple(seconds))
    return [round(1000 * timing.median, 1), round(1000 * timing.percentile(95), 1)]


def _mebibytes(process: psutil.Process) -> int:
    return round(process.memory_info().rss / (1 << 20))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(cost())))
