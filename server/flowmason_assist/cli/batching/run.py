"""A whole batch: plan, work, report, and the exit code."""

import sys
import time
from collections.abc import Iterable, Iterator

import click

from flowmason_assist import __version__
from flowmason_assist.cli.batching.crew import Crew, dispatch
from flowmason_assist.cli.batching.item import Item, Result
from flowmason_assist.cli.batching.job import Job
from flowmason_assist.cli.batching.journal import Journal
from flowmason_assist.cli.batching.options import BatchOptions
from flowmason_assist.cli.batching.sources import Found
from flowmason_assist.cli.batching.tally import Tally
from flowmason_assist.cli.checking.report import Failure
from flowmason_assist.cli.output.progress import watched
from flowmason_assist.cli.output.text import counted
from flowmason_assist.process.priority import cores
from flowmason_assist.text.printable import printable

_MOST_NAMED = 10
_SLOW_WORTH_A_BAR = 2
_AT_ONCE = 64
"""How many results are written to the journal together, at most."""


def run_batch(job: Job, found: Iterable[Found], options: BatchOptions) -> int:
    """Do a job on all items, print the report, and give the exit code."""
    from flowmason_assist.cli.batching.report import write_report

    started = time.monotonic()
    identity = {"job": job.name, "version": __version__, **job.identity}
    with Journal(options.journal, identity) as journal:
        failures: dict[str, Failure] = {}
        journal.plan(_items(found, failures))
        journal.record(Result(each.name, None, each.message) for each in failures.values())
        planned, known = journal.count()
        try:
            _work(job, journal, options, planned - known)
        except KeyboardInterrupt:
            click.echo(f"flowmason-assist: {_interrupted(journal, options)}", err=True)
            raise
        tally = write_report(job, journal, options)
        _summarize(tally, planned, known - len(failures), time.monotonic() - started)
        _name_failures(journal)
        return tally.exit_code


def _items(found: Iterable[Found], failures: dict[str, Failure]) -> Iterator[Item]:
    for each in found:
        if isinstance(each, Item):
            yield each
        elif each.name not in failures:
            failures[each.name] = each
            yield Item(each.name, {"file": each.name})


def _work(job: Job, journal: Journal, options: BatchOptions, pending: int) -> None:
    if not pending:
        return
    jobs = min(options.jobs or cores(), pending)
    size = min(jobs, options.model_workers) if job.uses_model else jobs
    chunk = -(-jobs // size) if job.uses_model else min(job.chunk, -(-pending // size))
    crew = _crew(job, options, size)
    try:
        results = dispatch(journal.pending(), crew, chunk, options.item_timeout)
        bar = {"worth": _SLOW_WORTH_A_BAR} if job.uses_model else {}
        _record(journal, watched(results, pending, job.doing, **bar))
    finally:
        crew.close()


def _record(journal: Journal, results: Iterable[Result]) -> None:
    waiting: list[Result] = []
    written = time.monotonic()
    try:
        for result in results:
            waiting.append(result)
            if len(waiting) >= _AT_ONCE or time.monotonic() - written > 1.0:
                batch, waiting = waiting, []
                journal.record(batch)
                written = time.monotonic()
    finally:
        if waiting:
            journal.record(waiting)


def _crew(job: Job, options: BatchOptions, size: int) -> Crew:
    if options.engine == "ray":
        from flowmason_assist.cli.batching.engines.ray import RayCrew

        return RayCrew(job, size, options.address)
    from flowmason_assist.cli.batching.engines.local import LocalCrew

    return LocalCrew(job, size)


def _interrupted(journal: Journal, options: BatchOptions) -> str:
    planned, done = journal.count()
    stopped = f"stopped after {done:,} of {counted(planned, 'item')}"
    if options.journal:
        return f"{stopped}; the same command goes on from there"
    return f"{stopped}; with --journal FILE, what is done would be kept"


def _summarize(tally: Tally, planned: int, known: int, seconds: float) -> None:
    parts = [f"{counted(planned, 'item')}: {tally.done:,} done"]
    if known:
        parts.append(f"{known:,} of them before")
    if tally.failed:
        parts.append(f"{tally.failed:,} failed")
    rate = (planned - known) / seconds if seconds else 0.0
    click.echo(f"{', '.join(parts)}, in {seconds:.1f} s ({rate:.0f} a second)", err=True)


def _name_failures(journal: Journal) -> None:
    named = 0
    for row in journal.rows():
        if row.result.error is None:
            continue
        named += 1
        if named > _MOST_NAMED:
            click.echo("flowmason-assist: … and more; the report has them all", err=True)
            return
        message = printable(f"{row.item.key}: {row.result.error}")
        click.echo(f"flowmason-assist: {message}", err=True)
    sys.stderr.flush()
