"""How much of the machine a process takes; the one place that knows the platforms' ways."""

import contextlib
import os
import sys

NICENESS = 10
_BELOW_NORMAL = 0x00004000  # BELOW_NORMAL_PRIORITY_CLASS of Windows.


def lower_priority() -> None:
    """Let the work of people go first; a platform that knows no way leaves it as it is."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            import ctypes

            kernel = ctypes.windll.kernel32
            kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
        else:
            os.nice(NICENESS)


def cores() -> int:
    """Give the number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spare_cores() -> int:
    """Give the number of threads for heavy work, with one core left for the editor."""
    return max(1, cores() - 1)
