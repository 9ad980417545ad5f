"""A worker that holds too much memory ends itself."""

import subprocess
import sys

from flowmason_assist.process.limits import MEMORY_EXIT

GREEDY = """
import time
from flowmason_assist.llm.worker.memory import watch_resident_memory
watch_resident_memory({allowed})
held = bytearray(b"x" * 100_000_000)
time.sleep({seconds})
"""


def run(allowed: int, seconds: float) -> int:
    code = GREEDY.format(allowed=allowed, seconds=seconds)
    return subprocess.run([sys.executable, "-c", code], check=False).returncode


def test_who_holds_too_much_is_ended() -> None:
    assert run(allowed=50_000_000, seconds=60) == MEMORY_EXIT


def test_who_stays_below_is_left_alone() -> None:
    assert run(allowed=500_000_000, seconds=0.6) == 0
