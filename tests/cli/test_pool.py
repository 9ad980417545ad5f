"""Several processes give what one gives."""

import sys
from pathlib import Path

import pytest

from flowmason_assist.cli.checking.job import Job, run_job
from flowmason_assist.cli.checking.pool import run_jobs
from flowmason_assist.cli.checking.report import Failure
from flowmason_assist.lint.settings import LintSettings
from tests.cli.conftest import MISSPELT, Write


@pytest.fixture
def jobs(write: Write) -> list[Job]:
    """Give jobs of all kinds: findings, none, and a failure."""
    texts = [MISSPELT, "{}", b"\xff"]
    paths = [write(f"{number}.pipeline.json", texts[number % 3]) for number in range(12)]
    return [Job(path, LintSettings()) for path in [*paths, Path("none.json")]]


@pytest.mark.skipif(sys.platform == "win32", reason="pytest's own program cannot be spawned there")
def test_processes_change_neither_results_nor_order(jobs: list[Job]) -> None:
    assert list(run_jobs(jobs, 2)) == list(run_jobs(jobs, 1))


def test_leaving_early_leaves_nothing_behind(jobs: list[Job]) -> None:
    results = run_jobs(jobs, 2)
    first = next(results)
    results.close()  # type: ignore[attr-defined]

    assert first == next(iter(run_jobs(jobs, 1)))


def test_a_bug_of_ours_is_an_answer_about_one_file(write: Write) -> None:
    broken = Job(write("main.pipeline.json"), settings=None)  # type: ignore[arg-type]

    answer = run_job(broken)

    assert isinstance(answer, Failure)
    assert "because of a bug of ours, AttributeError: " in answer.message
