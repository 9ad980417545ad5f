"""Work that is handed out arrives once, whatever workers do."""

import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from flowmason_assist.cli.batching.crew import MOST_LOSSES, dispatch
from flowmason_assist.cli.batching.engines.local import LocalCrew
from flowmason_assist.cli.batching.item import Given, Item, Json, Result
from flowmason_assist.cli.batching.job import Count, Job, Work
from flowmason_assist.errors import EngineError, InputError


@asynccontextmanager
async def open_echo(folder: str) -> AsyncIterator[Work]:
    """Give work that does what the text of an item says."""

    async def echo(given: Given) -> Json:
        match given.text:
            case "die":
                os._exit(9)
            case "die once":
                marker = Path(folder) / given.item.key
                if not marker.exists():
                    marker.touch()
                    os._exit(9)
            case "hang":
                time.sleep(3600)  # noqa: ASYNC251 - as broken code would.
            case "refuse":
                raise InputError("no")
            case "break":
                raise ValueError("broken")
        return given.item.key

    yield echo


@asynccontextmanager
async def open_nothing(reason: str) -> AsyncIterator[Work]:
    """Fail to open."""
    if reason:
        raise InputError(reason)
    async with open_echo(reason) as work:
        yield work


def counts(_value: Json) -> Iterator[Count]:
    yield from ()


def job(folder: Path) -> Job:
    return Job("echo", "Echoing", open_echo, str(folder), counts, str, bool, {}, uses_model=False)


def run(job: Job, texts: list[str], *, chunk: int = 4, patience: float = 60.0) -> list[Result]:
    given = [Item(f"{number:03}", {"text": text}) for number, text in enumerate(texts)]
    with closing(LocalCrew(job, 2)) as crew:
        return sorted(dispatch(given, crew, chunk, patience), key=lambda each: each.key)


def test_each_item_gets_one_result(tmp_path: Path) -> None:
    results = run(job(tmp_path), ["fine"] * 50)

    assert [each.value for each in results] == [f'"{number:03}"' for number in range(50)]


def test_an_item_that_kills_its_worker_once_is_done(tmp_path: Path) -> None:
    results = run(job(tmp_path), ["fine", "die once", "fine", "fine", "fine"])

    assert [each.error for each in results] == [None] * 5


def test_an_item_that_kills_every_worker_is_given_up_and_no_other(tmp_path: Path) -> None:
    results = run(job(tmp_path), ["fine", "die", "fine", "fine", "fine"])

    assert [each.error for each in results if each.error] == [
        "given up after 2 attempts: its worker died"
    ]
    assert results[1].error is not None


def test_an_item_that_hangs_is_given_up(tmp_path: Path) -> None:
    results = run(job(tmp_path), ["fine", "hang"], chunk=1, patience=4.0)

    assert results[0].error is None
    assert "took more than 4 s" in str(results[1].error)


def test_problems_are_told_and_bugs_do_not_stop_the_others(tmp_path: Path) -> None:
    refused, broken, fine = run(job(tmp_path), ["refuse", "break", "fine"])

    assert refused.error == "no"
    assert "a bug of ours, ValueError: broken" in str(broken.error)
    assert fine.error is None


def test_a_job_that_cannot_open_says_why_for_every_item() -> None:
    broken = Job(
        "no",
        "Doing",
        open_nothing,
        "the settings are wrong",
        counts,
        str,
        bool,
        {},
        uses_model=False,
    )

    results = run(broken, ["fine"] * 3)

    assert {each.error for each in results} == {
        f'"{number:03}" was not looked at: the settings are wrong' for number in range(3)
    }


def test_workers_that_always_die_end_the_batch(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=f"{MOST_LOSSES} workers ended"):
        run(job(tmp_path), ["die"] * 40, chunk=1)
