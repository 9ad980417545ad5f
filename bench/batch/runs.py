"""Batches in processes of their own: finished, killed, and robbed of a worker."""

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

import psutil

FOUND = 1
"""The exit code of a batch that is done and has findings."""

_A_MOMENT = 0.02


@dataclass(frozen=True, slots=True)
class Finished:
    """A batch that came to its end; `cpu` is the processor time of it and its workers."""

    report: str
    seconds: float
    cpu: float

    @property
    def digest(self) -> str:
        """Give what two equal reports share."""
        return hashlib.sha256(self.report.encode()).hexdigest()


def batch_command(folder: Path, *options: str) -> list[str]:
    """Give the command that checks a folder, as it is called from the folder above."""
    program = [sys.executable, "-m", "flowmason_assist"]
    return [*program, "batch", "check", folder.name, "--jobs", "2", *options]


def finished(command: list[str], folder: Path) -> Finished:
    """Run a batch to its end."""
    return finished_without_a_worker(command, folder, wanted=0)[0]


def kill_at(done: int, journal: Path, command: list[str], folder: Path) -> list[psutil.Process]:
    """
    Kill a batch, as `kill -9` does, once its journal has so many results.

    It is the work that counts, not the clock: on a busy machine a batch takes its time to start.
    Gives the workers that outlive it, which are none.
    """
    quiet = subprocess.DEVNULL
    process = psutil.Popen(command, cwd=folder.parent, stdout=quiet, stderr=quiet)
    try:
        while is_running(process, _A_MOMENT) and done_in(journal) < done:
            pass
        workers = process.children(recursive=True) if process.is_running() else []
    finally:
        process.kill()
        process.wait()
    _gone, alive = psutil.wait_procs(workers, timeout=30)
    return list(alive)


def finished_without_a_worker(
    command: list[str], folder: Path, wanted: int = 1
) -> tuple[Finished, int]:
    """Kill so many workers while there are two, run to the end, and tell how many were killed."""
    started, before, killed = time.perf_counter(), _children_cpu(), 0
    # Into files, because nobody reads a pipe while workers are looked for.
    with TemporaryFile("w+") as report, TemporaryFile("w+") as complaint:
        process = psutil.Popen(command, cwd=folder.parent, stdout=report, stderr=complaint)
        while killed < wanted and is_running(process, _A_MOMENT):
            workers = [each for each in process.children(recursive=True) if _is_worker(each)]
            if len(workers) > 1:
                workers[-1].kill()
                killed += 1
        process.wait()
        seconds, cpu = time.perf_counter() - started, _children_cpu() - before
        report.seek(0)
        complaint.seek(0)
        if process.returncode != FOUND:
            raise RuntimeError(f"the batch ended with {process.returncode}: {complaint.read()}")
        return Finished(report.read(), seconds, cpu), killed


def done_in(journal: Path) -> int:
    """Give how many items a journal has results of; a batch may have it open, so read a copy."""
    with TemporaryDirectory() as copies:
        try:
            for suffix in ("", "-wal"):
                shutil.copy(f"{journal}{suffix}", copies)
        except FileNotFoundError:
            if not Path(copies, journal.name).exists():
                return 0
        with closing(sqlite3.connect(Path(copies, journal.name))) as database:
            try:
                (done,) = database.execute("SELECT count(*) FROM results").fetchone()
            except sqlite3.DatabaseError:  # Not made yet, or just being written.
                return 0
    return int(done)


def is_running(process: psutil.Popen, seconds: float) -> bool:
    """Tell whether a process still runs after some time."""
    try:
        process.wait(seconds)
    except psutil.TimeoutExpired:
        return True
    return False


def _is_worker(process: psutil.Process) -> bool:
    """Tell a process that does items from those that only hold a Ray cluster together."""
    try:
        words = process.cmdline()
    except psutil.Error:
        return False
    return any(word.startswith("ray::Worker") or "spawn_main" in word for word in words)


def _children_cpu() -> float:
    """Give the processor time of all children that ended."""
    times = psutil.Process().cpu_times()
    return float(times.children_user + times.children_system)
