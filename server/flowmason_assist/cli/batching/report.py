"""The report of a batch, in the format and at the place that were asked for."""

import importlib
import json
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from flowmason_assist.cli.batching.job import Job
from flowmason_assist.cli.batching.journal import Journal, Row
from flowmason_assist.cli.batching.options import BatchOptions
from flowmason_assist.cli.batching.tally import Tally
from flowmason_assist.errors import InputError

Rows = Callable[[], Iterator[Row]]
"""Gives all rows in their order, as often as it is asked."""

_RENDERERS = f"{__package__}.reports"


def write_report(job: Job, journal: Journal, options: BatchOptions) -> Tally:
    """Write the report, a piece at a time, and give how the batch went."""
    renderer = importlib.import_module(f"{_RENDERERS}.{options.output_format}")
    pieces: Iterator[str] = renderer.render(job, journal.rows)
    with _explained(options), _output(options.output) as stream:
        for piece in pieces:
            stream.write(piece.encode("utf-8", "backslashreplace"))
        stream.flush()
    return _tally(job, journal)


def _tally(job: Job, journal: Journal) -> Tally:
    tally = Tally()
    for row in journal.rows():
        if row.result.value is None:
            tally.failed += 1
            continue
        tally.done += 1
        tally.not_clean += not job.is_clean(json.loads(row.result.value))
    return tally


@contextmanager
def _explained(options: BatchOptions) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        place = f'"{options.output}"' if options.output else "standard output"
        kept = f'; the results are in the journal "{options.journal}"' if options.journal else ""
        raise InputError(f"{place} cannot be written: {error.strerror}{kept}") from None


@contextmanager
def _output(path: Path | None) -> Iterator[BinaryIO]:
    """Open what gets the report; a file is replaced when the report is complete."""
    if path is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        return
    if _is_special(path):
        with path.open("wb") as stream:
            yield stream
        return
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(temporary).chmod(_permissions(path))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _is_special(path: Path) -> bool:
    """Tell whether a path is a device or a pipe, which can only be written to."""
    return path.exists() and not path.is_file()


def _permissions(path: Path) -> int:
    """Give the permissions of the file to replace, or those of a new file."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
