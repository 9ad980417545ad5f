"""Many files in several processes; few files right here."""

from collections.abc import Iterator, Sequence

from flowmason_assist.cli.checking.job import Job, run_job
from flowmason_assist.cli.checking.report import Failure, Report
from flowmason_assist.process.children import follow_parent, interrupts_ignored
from flowmason_assist.process.priority import cores

# A process takes a while to start; this many bytes of pipelines take about as long to check.
_WORTH_A_PROCESS = 500_000
_MOST_PROCESSES = 16
_CHUNKS_PER_PROCESS = 8


def run_jobs(jobs: Sequence[Job], processes: int | None = None) -> Iterator[Report | Failure]:
    """
    Check files, in their order.

    Without `processes`, so many are used as the sizes of the files are worth.
    """
    wanted = processes if processes is not None else _worthwhile(jobs)
    wanted = min(wanted, len(jobs))
    return _in_processes(jobs, wanted) if wanted > 1 else map(run_job, jobs)


def _worthwhile(jobs: Sequence[Job]) -> int:
    total = sum(_size(job) for job in jobs)
    return min(total // _WORTH_A_PROCESS, cores(), _MOST_PROCESSES)


def _size(job: Job) -> int:
    try:
        return job.path.stat().st_size
    except (OSError, ValueError):
        return 0


def _in_processes(jobs: Sequence[Job], processes: int) -> Iterator[Report | Failure]:
    import multiprocessing
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    length = max(1, len(jobs) // (processes * _CHUNKS_PER_PROCESS))
    chunks = [jobs[start : start + length] for start in range(0, len(jobs), length)]
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, initializer=follow_parent)
    try:
        with interrupts_ignored():  # The processes inherit this: only the parent is to react.
            futures = [pool.submit(_run_chunk, chunk) for chunk in chunks]
        for chunk, future in zip(chunks, futures, strict=True):
            try:
                yield from future.result()
            except BrokenExecutor:
                yield from map(_lost, chunk)
    finally:
        pool.shutdown(cancel_futures=True)


def _run_chunk(jobs: Sequence[Job]) -> list[Report | Failure]:
    return [run_job(job) for job in jobs]


def _lost(job: Job) -> Failure:
    return Failure(
        str(job.path),
        f'"{job.path}" was not checked: a process was killed, perhaps for want of memory; '
        "try --jobs 1",
    )
