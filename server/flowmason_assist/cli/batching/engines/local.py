"""A crew of processes on this machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess

from flowmason_assist.cli.batching.crew import Chunk, Delivery
from flowmason_assist.cli.batching.job import Job
from flowmason_assist.cli.batching.work import Worker
from flowmason_assist.process.children import follow_parent, interrupts_ignored

_SECONDS_TO_END = 5.0


@dataclass(frozen=True, slots=True)
class _Member:
    process: SpawnProcess
    connection: Connection


class LocalCrew:
    """Processes that are started when they first get work."""

    def __init__(self, job: Job, size: int) -> None:
        self.size = size
        self._job = job
        self._context = SpawnContext()
        self._members: dict[int, _Member] = {}

    def give(self, worker: int, chunk: Chunk) -> None:
        """Hand a chunk to a worker; one that is dead is noticed when it is waited for."""
        member = self._members.get(worker) or self._start(worker)
        try:
            member.connection.send(chunk)
        except OSError:
            member.process.kill()

    def wait(self, seconds: float) -> Sequence[Delivery]:
        """Give what came in; a worker that ends closes its connection, which counts too."""
        workers = {each.connection: worker for worker, each in self._members.items()}
        ready = wait(list(workers), seconds)
        return [_received(workers[each], each) for each in ready if isinstance(each, Connection)]

    def replace(self, worker: int) -> None:
        """Kill a worker; the next work starts another."""
        member = self._members.pop(worker)
        member.process.kill()
        member.process.join()
        member.connection.close()

    def close(self) -> None:
        """Let all workers end; kill those that are busy."""
        for member in self._members.values():
            member.connection.close()
        for member in self._members.values():
            member.process.join(_SECONDS_TO_END)
            if member.process.is_alive():
                member.process.kill()
                member.process.join()
        self._members.clear()

    def _start(self, worker: int) -> _Member:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(self._job, theirs), daemon=False)
        with interrupts_ignored():
            process.start()
        theirs.close()  # So that the end of the process is the end of the connection.
        member = self._members[worker] = _Member(process, ours)
        return member


def _received(worker: int, connection: Connection) -> Delivery:
    try:
        return Delivery(worker, connection.recv())
    except (EOFError, OSError):
        return Delivery(worker, None)


def _serve(job: Job, connection: Connection) -> None:
    """Do what comes in until the other end closes."""
    follow_parent()
    worker = Worker(job)
    try:
        while True:
            connection.send(worker.run(connection.recv()))
    except (EOFError, OSError):
        worker.close()
