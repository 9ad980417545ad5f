"""
What the jobs cost in time and memory: `python -m bench.edge.cost` prints a table.

It is a program of its own, so that nothing else is in its memory.
"""

import asyncio
import subprocess
import sys
from itertools import cycle, islice

import psutil

from bench.edge.data import PEOPLE, texts
from bench.speed.worked import NAMES, Worked, machine, started, worked_on
from flowmason_assist.assist.edge.examples import learn
from flowmason_assist.edge import Edge
from flowmason_assist.engine.json_value import Json

BYTES = 1024
CALLS = 200
STARTS = 7
VALUES = 120
"""How many numbers are a KiB of JSON."""
WANTED = 150
"""Milliseconds that a job on 1 KiB may take at the 95th percentile."""


async def cost() -> str:
    """Give the times of each job on 1 KiB, and the memory that it takes."""
    given = texts(PEOPLE)[0]
    learned = learn(given.labels, given.examples)
    payloads = _payloads()
    numbers: Json = [round(20 + at % 7 / 3, 3) for at in range(VALUES)]
    times: dict[str, Worked] = {}
    async with Edge() as edge:

        async def anomaly(_payload: object) -> object:
            return edge.anomaly(numbers)

        times["summarize"] = await worked_on(payloads, lambda text: edge.summarize(str(text)))
        times["classify by names"] = await worked_on(
            payloads, lambda text: edge.classify(str(text), given.labels)
        )
        times["classify by 60 examples"] = await worked_on(
            payloads, lambda text: edge.classify(str(text), given.labels, learned=learned)
        )
        times["anomaly"] = await worked_on(payloads, anomaly)
        workers = sum(map(_mebibytes, psutil.Process().children(recursive=True)))
        memory = f"Memory: {_mebibytes(psutil.Process())} MiB, and {workers} MiB for the model."
    from bench.edge.report import table  # Only now, or its libraries would count as ours.

    rows = [[name, *each.cells(), WANTED] for name, each in times.items()]
    rows.append(["the whole command, from its start", *_start(payloads[0], given.labels), "-"])
    return f"{table(['1 KiB', *NAMES, 'p95 wanted'], rows)}\n\n{memory}\n{machine()}"


def _start(payload: str, labels: list[str]) -> list[str]:
    command = [sys.executable, "-m", "flowmason_assist", "edge", "classify"]
    for label in labels:
        command += ["--label", label]
    return started(
        lambda: subprocess.run(command, input=payload.encode(), capture_output=True, check=True),
        STARTS,
    ).cells()


def _payloads() -> list[str]:
    """Give texts of 1 KiB, each of which begins elsewhere, so that no prompt is known."""
    every = [each.text for given in texts(PEOPLE) for each in given.examples]
    return [" ".join(islice(cycle(every), at, at + BYTES // 10))[:BYTES] for at in range(CALLS + 1)]


def _mebibytes(process: psutil.Process) -> int:
    return round(process.memory_info().rss / (1 << 20))


if __name__ == "__main__":
    print(asyncio.run(cost()))
