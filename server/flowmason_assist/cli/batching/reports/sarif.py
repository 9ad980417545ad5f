"""SARIF for a batch of checks, written a finding at a time."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from flowmason_assist.cli.batching.item import Json
from flowmason_assist.cli.batching.job import Job
from flowmason_assist.cli.batching.journal import Row
from flowmason_assist.cli.checking.report import Failure
from flowmason_assist.cli.output.sarif import log_of, result, run_head
from flowmason_assist.errors import InputError
from flowmason_assist.lint.load import all_rules

_PLACE = '"results": []'


def render(job: Job, rows: Callable[[], Iterator[Row]]) -> Iterator[str]:
    """Give one log with one run; raises InputError for jobs that give no findings."""
    if job.name != "check":
        raise InputError(f"`batch {job.name}` gives no findings; SARIF is for `batch check`")
    root = Path.cwd()
    codes = sorted({finding["code"] for _, finding in _findings(rows())})
    rules = {rule.code: rule for rule in all_rules()}
    indexes = {code: index for index, code in enumerate(codes)}
    failures = (
        Failure(row.item.file or row.item.key, row.result.error)
        for row in rows()
        if row.result.error is not None
    )
    head = run_head([rules[code] for code in codes], failures, root)
    before, after = json.dumps(log_of({**head, "results": []}), indent=2).split(_PLACE)
    yield f'{before}"results": ['
    separator = "\n"
    for file, finding in _findings(rows()):
        yield separator + json.dumps(result(file, finding, root, indexes))
        separator = ",\n"
    yield f"\n]{after}\n"


def _findings(rows: Iterator[Row]) -> Iterator[tuple[str, Json]]:
    for row in rows:
        for finding in json.loads(row.result.value) if row.result.value else ():
            yield row.item.file or row.item.key, finding
