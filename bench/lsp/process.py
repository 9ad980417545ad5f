"""What a process and those that it started have used, from Linux's /proc; nothing elsewhere."""

import os
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")


def memory_mb(pid: int) -> float:
    """Give the resident memory of a process and its children in megabytes."""
    lines = (line for each in _family(pid) for line in _read(each, "status").splitlines())
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def cpu_seconds(pid: int) -> float:
    """Give the processor time that a process and its children have used."""
    ticks = 0
    for each in _family(pid):
        fields = _read(each, "stat").rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in _read(pid, f"task/{pid}/children").split():
        yield from _family(int(child))


def _read(pid: int, name: str) -> str:
    try:
        return (_PROC / str(pid) / name).read_text(encoding="utf-8")
    except OSError:
        return ""
