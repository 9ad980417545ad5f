"""`batch`: one job on many items, in parallel, to be resumed after any accident."""

import click

from flowmason_assist.cli.batching import jobs
from flowmason_assist.cli.groups.folder import FolderGroup

_EPILOG = """
\b
Examples:
  flowmason-assist batch check . --jobs 4 --journal nightly.journal -o findings.jsonl
  flowmason-assist batch check @changed.txt --output-format sarif -o findings.sarif
  flowmason-assist batch check "flows/**/*.pipeline.json" --output-format html -o report.html

\b
Exit codes:
  0  all items are done, and nothing in them asks for attention
  1  all items are done, and some have findings, or no result
  2  items failed, or the batch could not run
"""


@click.group(cls=FolderGroup, package=jobs, epilog=_EPILOG)
def command() -> None:
    """
    Do one job on many items, in parallel.

    With --journal a batch that was interrupted, even by a crash, goes on where it stopped when
    the same command is given again: each item is done once, and the report is the same.
    """
