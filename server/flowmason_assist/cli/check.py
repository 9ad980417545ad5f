"""`check`: what is wrong in pipelines, and the mending of it."""

import gc
import os
from pathlib import Path
from typing import get_args

import click

from flowmason_assist.cli.checking.options import CheckOptions, Format
from flowmason_assist.cli.output.formats import format_option
from flowmason_assist.lint.settings import ReaderName

_EPILOG = """
\b
Examples:
  flowmason-assist check .
  flowmason-assist check pipelines --fix --unsafe-fixes --diff
  flowmason-assist check . --select FM3,FM4 --ignore unused-stage
  flowmason-assist check . --output-format sarif > findings.sarif
  cat main.pipeline.json | flowmason-assist check - --stdin-filename main.pipeline.json

\b
Exit codes:
  0  clean: no error and no warning; information and hints are shown and do not count
  1  errors or warnings were found
  2  could not run: a file that cannot be read, a wrong setting or option
"""


@click.command(epilog=_EPILOG)
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True, path_type=Path))
@click.option("--fix", is_flag=True, help="Apply the fixes that keep what a file means.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply also the fixes that guess.")
@click.option("--diff", is_flag=True, help="Show what fixes would change, and write nothing.")
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    help='Check only these rules: codes, beginnings of codes ("FM3"), or names, with commas '
    "between them. Counts instead of what is configured.",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="RULES",
    help="Leave out these rules, besides those that are configured.",
)
@click.option(
    "--reader",
    type=click.Choice(get_args(ReaderName)),
    help="Judge as this part of FlowMason reads the file.  [default: all]",
)
@format_option("How to print the findings.", get_args(Format), "full")
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when something was found.")
@click.option(
    "--stdin-filename",
    type=click.Path(path_type=Path),
    help='The name of what "-" reads from standard input.',
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    help="Use this configuration file instead of the nearest one above each file.",
)
@click.option("--isolated", is_flag=True, help="Use no configuration file.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="The number of processes; chosen by the size of the files when not given.",
)
@click.pass_context
def command(ctx: click.Context, /, **_options: object) -> None:
    """
    Find and fix mistakes in pipelines.

    PATHS are files, folders (searched for *.pipeline.json) or "-" for standard input; without
    any, the current folder. Nothing is run and nothing leaves this machine.
    """
    from flowmason_assist.cli.checking.run import run

    # A check makes many small objects that live to its end: looking for garbage finds none.
    gc.set_threshold(200_000, 50, 50)
    options = CheckOptions(**ctx.params)
    options.require_sense()
    ctx.exit(run(options, os.environ))
