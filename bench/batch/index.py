"""How long the index of a workspace takes, with an empty cache and with a full one."""

import os
import subprocess
import sys
import time
from pathlib import Path


def search_seconds(folder: Path, cache: Path) -> float:
    """Give the time of a search through a folder, start of the program included."""
    command = [sys.executable, "-m", "flowmason_assist", "find", "component", "critic", "."]
    environment = {**os.environ, "FLOWMASON_ASSIST_CACHE_FOLDER": str(cache)}
    started = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started
