"""Bounds that a process sets for itself, as far as the platform knows them."""

import contextlib
import os
import sys
import threading
import time
from pathlib import Path

MEMORY_EXIT = 86
MAX_FILE_SIZE = 64 * 1024 * 1024
POLL_SECONDS = 0.05


def limit_memory(memory: int) -> None:
    """
    Allow `memory` more bytes than the process uses now.

    Linux refuses the allocation; other POSIX systems end the process with `MEMORY_EXIT`.
    Windows has neither: there, only the time is bounded.
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # There may be no /proc.
            _set_limit("RLIMIT_AS", _address_space() + memory)
    elif sys.platform != "win32":
        limit = _peak_memory() + memory
        threading.Thread(target=_watch_memory, args=(limit,), daemon=True).start()
    _set_limit("RLIMIT_FSIZE", MAX_FILE_SIZE)
    _set_limit("RLIMIT_CORE", 0)


def limit_processor_time(seconds: float) -> None:
    """Let the system end the process once it computed for `seconds` more."""
    _set_limit("RLIMIT_CPU", int(time.process_time() + seconds) + 1)


def _set_limit(name: str, value: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    kind = getattr(resource, name, None)
    if kind is None:
        return
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (value, hard))


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _peak_memory() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _watch_memory(limit: int) -> None:
    while _peak_memory() <= limit:
        time.sleep(POLL_SECONDS)
    os._exit(MEMORY_EXIT)
