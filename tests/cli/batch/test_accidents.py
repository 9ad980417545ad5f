"""Batches that are killed, and workers that are: nothing is lost, nothing is doubled."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from bench.speed.pipelines import pipeline_text

FILES = 400
STAGES = 12
KILLS = 3

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise")


@pytest.fixture(scope="module")
def flows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with many pipelines, some of which are faulty."""
    folder = tmp_path_factory.mktemp("flows")
    for number in range(FILES):
        text = pipeline_text(STAGES, number)
        if number % 3 == 0:
            text = text.replace("upstream.draft-0", "upstream.nobody", 1)
        (folder / f"{number:04}.pipeline.json").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(flows: Path) -> str:
    """Give the report of a batch that nothing happens to."""
    return finished(batch(flows), flows)


def batch(flows: Path, *options: str) -> list[str]:
    program = [sys.executable, "-m", "flowmason_assist", "batch", "check", flows.name]
    return [*program, "--jobs", "2", *options]


def finished(command: list[str], flows: Path) -> str:
    result = subprocess.run(command, capture_output=True, text=True, cwd=flows.parent, check=False)
    assert result.returncode == 1, result.stderr
    return result.stdout


@contextmanager
def started(command: list[str], flows: Path) -> Iterator[psutil.Popen]:
    quiet = subprocess.DEVNULL
    process = psutil.Popen(command, cwd=flows.parent, stdout=quiet, stderr=quiet)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def is_running(process: psutil.Popen, seconds: float) -> bool:
    """Tell whether a process still runs after some time."""
    try:
        process.wait(seconds)
    except psutil.TimeoutExpired:
        return True
    return False


def kill_at(moment: float, command: list[str], flows: Path) -> None:
    with started(command, flows) as process:
        if is_running(process, moment):
            workers = process.children(recursive=True)
            process.kill()
            _gone, alive = psutil.wait_procs(workers, timeout=30)
            assert not alive, "workers end with the batch"


def test_a_batch_that_is_killed_goes_on_where_it_stopped(
    flows: Path, undisturbed: str, tmp_path: Path
) -> None:
    dice = random.Random(7)
    command = batch(flows, "--journal", str(tmp_path / "journal"))
    for _ in range(KILLS):
        kill_at(dice.uniform(0.4, 1.2), command, flows)

    assert finished(command, flows) == undisturbed


def test_a_worker_that_is_killed_costs_nothing(flows: Path, undisturbed: str) -> None:
    process = psutil.Popen(batch(flows), cwd=flows.parent, stdout=subprocess.PIPE, text=True)
    while is_running(process, 0.02):
        workers = process.children()
        if len(workers) > 1:
            workers[-1].kill()
            break

    assert process.communicate()[0] == undisturbed


def test_two_batches_do_not_share_a_journal(flows: Path, tmp_path: Path) -> None:
    command = batch(flows, "--journal", str(tmp_path / "journal"))
    with started(command, flows) as process:
        while is_running(process, 0.02) and not (tmp_path / "journal-wal").exists():
            pass
        second = subprocess.run(
            command, capture_output=True, text=True, cwd=flows.parent, check=False
        )

    assert second.returncode == 2
    assert "in use by another batch" in second.stderr


def test_ray_gives_the_same_though_an_actor_is_killed(flows: Path, undisturbed: str) -> None:
    pytest.importorskip("ray")
    process = psutil.Popen(
        batch(flows, "--engine", "ray"), cwd=flows.parent, stdout=subprocess.PIPE, text=True
    )
    while is_running(process, 0.02):
        actors = [each for each in process.children(recursive=True) if _is_actor(each)]
        if len(actors) > 1:
            actors[-1].kill()
            break

    printed = process.communicate()[0]

    assert [json.loads(line)["item"] for line in printed.splitlines()] == sorted(
        f"{flows.name}/{path.name}" for path in flows.iterdir()
    )
    assert printed == undisturbed


def _is_actor(process: psutil.Process) -> bool:
    try:
        return any(word.startswith("ray::Worker") for word in process.cmdline())
    except psutil.Error:
        return False
