"""Whether the process of the client still runs."""

import asyncio
import os
import sys
from typing import Final

_PAUSE: Final = 3.0
_SYNCHRONIZE: Final = 0x0010_0000
_WAIT_TIMEOUT: Final = 0x102


async def wait_for_end(process_id: int) -> None:
    """Return when a process has ended."""
    while is_running(process_id):  # noqa: ASYNC110 - no system tells otherwise
        await asyncio.sleep(_PAUSE)


def is_running(process_id: int) -> bool:
    """Tell whether a process exists."""
    if process_id <= 0:
        return False
    if sys.platform == "win32":
        return _is_running_on_windows(process_id)
    try:
        os.kill(process_id, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True


if sys.platform == "win32":

    def _is_running_on_windows(process_id: int) -> bool:
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(_SYNCHRONIZE, False, process_id)
        if not handle:
            return False
        try:
            return bool(kernel.WaitForSingleObject(handle, 0) == _WAIT_TIMEOUT)
        finally:
            kernel.CloseHandle(handle)
