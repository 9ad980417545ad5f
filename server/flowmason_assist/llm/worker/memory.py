"""Watches how much memory the process really holds, beside the bound on its addresses."""

import os
import threading
import time

import psutil

from flowmason_assist.process.limits import MEMORY_EXIT

LOOK_SECONDS = 0.25


def watch_resident_memory(memory: int) -> None:
    """
    End the process once it holds `memory` bytes more than now.

    The bound on addresses does not exist on every system, and does not count what a driver
    holds.
    """
    process = psutil.Process()
    limit = process.memory_info().rss + memory
    threading.Thread(target=_watch, args=(process, limit), daemon=True).start()


def _watch(process: psutil.Process, limit: int) -> None:
    while process.memory_info().rss <= limit:
        time.sleep(LOOK_SECONDS)
    os._exit(MEMORY_EXIT)
