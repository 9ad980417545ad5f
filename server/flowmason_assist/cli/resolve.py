"""`resolve`: one pipeline that runs, from one that inherits."""

from pathlib import Path

import click

from flowmason_assist.errors import NoResult

_EPILOG = """
\b
Examples:
  flowmason-assist resolve german.pipeline.json
  flowmason-assist resolve german.pipeline.json -o german-resolved.pipeline.json

\b
Exit codes:
  0  resolved
  1  there is no such pipeline: a parent is missing, or the pipeline is abstract
  2  could not run
"""


@click.command(epilog=_EPILOG)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the pipeline to this file, which must not be there yet.",
)
def command(file: Path, output: Path | None) -> None:
    """
    Put all that a pipeline inherits into one pipeline.

    `flowmason run` looks at neither "extends" nor "overrides". This merges FILE with its parents,
    which are looked for in its project, as FlowMason's own resolver does when a program asks it.
    """
    from flowmason_assist.cli.checking.text_file import write_new
    from flowmason_assist.cli.finding.resolution import resolved
    from flowmason_assist.cli.output.text import write_document
    from flowmason_assist.ide.inheritance.resolve import Unresolved

    found = resolved(file)
    if isinstance(found, Unresolved):
        raise NoResult(found.reason)
    for warning in found.warnings:
        click.echo(f"flowmason-assist: {warning}", err=True)
    if output is None:
        write_document(found.text)
    else:
        write_new(output, found.text)
