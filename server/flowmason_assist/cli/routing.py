"""`routing`: what the router decided, what it cost, and what it learned."""

import click

from flowmason_assist.cli import bookkeeping
from flowmason_assist.cli.groups.folder import FolderGroup

_EPILOG = """
\b
Examples:
  flowmason-assist routing log
  flowmason-assist routing report --since 7d
  flowmason-assist routing report --since 30d --output-format html -o report.html
  flowmason-assist routing feedback 41 bad
"""


@click.group(cls=FolderGroup, package=bookkeeping, epilog=_EPILOG)
def command() -> None:
    """See which model answered what and why, and say how good it was."""
