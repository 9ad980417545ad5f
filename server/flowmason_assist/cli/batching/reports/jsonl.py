"""A line of JSON for each item, in the order of the items."""

import json
from collections.abc import Callable, Iterator

from flowmason_assist.cli.batching.job import Job
from flowmason_assist.cli.batching.journal import Row


def render(job: Job, rows: Callable[[], Iterator[Row]]) -> Iterator[str]:
    """Give the lines; nothing in them depends on when or how often the batch ran."""
    del job
    return map(_line, rows())


def _line(row: Row) -> str:
    head = {"item": row.item.key}
    if row.item.file is not None:
        head["file"] = row.item.file
    result = row.result
    if result.value is None:
        return json.dumps({**head, "status": "failed", "error": result.error}) + "\n"
    start = json.dumps({**head, "status": "done"}).removesuffix("}")
    return f'{start}, "result": {result.value}}}\n'
