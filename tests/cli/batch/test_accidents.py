"""Batches that are killed, and workers that are: nothing is lost, nothing is doubled."""

import json
import random
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from bench.batch.flows import write_flows
from bench.batch.runs import (
    Finished,
    batch_command,
    done_in,
    finished,
    finished_without_a_worker,
    is_running,
    kill_at,
)

FILES = 400
KILLS = 3

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed otherwise")


@pytest.fixture(scope="module")
def flows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with many pipelines, some of which are faulty."""
    return write_flows(tmp_path_factory.mktemp("many") / "flows", FILES)


@pytest.fixture(scope="module")
def undisturbed(flows: Path) -> Finished:
    """Give a batch that nothing happens to."""
    return finished(batch_command(flows), flows)


def test_a_batch_that_is_killed_goes_on_where_it_stopped(
    flows: Path, undisturbed: Finished, tmp_path: Path
) -> None:
    dice = random.Random(7)
    journal = tmp_path / "journal"
    command = batch_command(flows, "--journal", str(journal))
    done = 0
    for _ in range(KILLS):
        outliving = kill_at(done + dice.randint(1, 90), journal, command, flows)
        assert not outliving, "workers end with the batch"
        assert done < done_in(journal) < FILES, "it is killed at work, and keeps what was done"
        done = done_in(journal)

    assert finished(command, flows).report == undisturbed.report


def test_a_worker_that_is_killed_costs_nothing(flows: Path, undisturbed: Finished) -> None:
    last, killed = finished_without_a_worker(batch_command(flows), flows)

    assert killed == 1
    assert last.report == undisturbed.report


def test_two_batches_do_not_share_a_journal(flows: Path, tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    command = batch_command(flows, "--journal", str(journal))
    quiet = subprocess.DEVNULL
    process = psutil.Popen(command, cwd=flows.parent, stdout=quiet, stderr=quiet)
    try:
        while is_running(process, 0.02) and not done_in(journal):
            pass
        second = subprocess.run(
            command, capture_output=True, text=True, cwd=flows.parent, check=False
        )
    finally:
        process.kill()
        process.wait()

    assert second.returncode == 2
    assert "in use by another batch" in second.stderr


def test_ray_gives_the_same_though_an_actor_is_killed(flows: Path, undisturbed: Finished) -> None:
    pytest.importorskip("ray")
    last, killed = finished_without_a_worker(batch_command(flows, "--engine", "ray"), flows)

    assert killed == 1
    assert [json.loads(line)["item"] for line in last.report.splitlines()] == sorted(
        f"{flows.name}/{path.name}" for path in flows.iterdir()
    )
    assert last.report == undisturbed.report
