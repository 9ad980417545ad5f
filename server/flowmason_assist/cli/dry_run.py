"""`dry-run`: what the real engine does with a pipeline, without touching anything."""

import os
from pathlib import Path
from typing import TypedDict, Unpack, get_args

import click

from flowmason_assist.assist.scaffold.mocks import read_mocks
from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.cli.output.text import paint_for, write_json, write_text
from flowmason_assist.cli.sources.given import read_object, read_source
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.config.project import component_files, project_root
from flowmason_assist.engine.options import DEFAULT_TIMEOUT, DryRunOptions, Reader
from flowmason_assist.errors import NoResult
from flowmason_assist.text.printable import printable

_EPILOG = """
\b
Examples:
  flowmason-assist dry-run main.pipeline.json
  flowmason-assist dry-run main.pipeline.json --input '{"topic": "tea"}'
  flowmason-assist dry-run main.pipeline.json --input @input.json --reader core
  flowmason-assist dry-run main.pipeline.json --output-format json | jq .failed_stage

\b
In PowerShell and cmd, quotes inside an argument get lost; use a file, as in @input.json.

\b
Exit codes:
  0  the pipeline ran to its end
  1  the pipeline failed, or the engine refuses to load it
  2  could not run: no engine, no such file, an input that is not a JSON object
"""


class _Choices(TypedDict):
    """The options that decide how the engine runs."""

    reader: Reader
    timeout: float
    trust: bool
    interpreter: str | None
    mocks: Path | None


@click.command(epilog=_EPILOG)
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@click.option(
    "--input",
    "given_input",
    metavar="JSON",
    help="The pipeline's input as a JSON object, or @FILE with one. Without it, the sample "
    "input in the pipeline, or one made from its input_schema.",
)
@click.option(
    "--reader",
    type=click.Choice(get_args(Reader)),
    default="cli",
    show_default=True,
    help="Load the file as this part of FlowMason does.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=DEFAULT_TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="Stop the run after this time.",
)
@click.option(
    "--trust",
    is_flag=True,
    help="Load the project's own component files too. They are programs and may do anything "
    "that a program can, except use the network.",
)
@click.option(
    "--interpreter",
    metavar="PATH",
    help="The Python that has FlowMason installed.  [default: as configured, or our own]",
)
@click.option(
    "--mocks",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What models and web services answer, as `scaffold mock` writes it.",
)
@format_option("A summary for people, or JSON.")
def command(
    file: Path,
    given_input: str | None,
    output_format: Format,
    **choices: Unpack[_Choices],
) -> None:
    """
    Run a pipeline in the real engine with made-up models and no network.

    FILE is a pipeline, or "-" for standard input. Nothing is sent and nothing is written:
    models, web services and databases are stand-ins inside a process of its own.
    """
    from flowmason_assist.engine.dry_run import dry_run

    result = dry_run(read_source(file), read_object(given_input), _options(file, choices))
    if output_format == "json":
        write_json(result.to_json())
    else:
        from flowmason_assist.cli.output.run_summary import render

        write_text(render(str(file), result, paint_for(os.environ)))
    if not result.runs:
        message = (result.error_message or "no message").strip().partition("\n")[0]
        raise NoResult(f"the pipeline does not run: {printable(message)}")


def _options(file: Path, choices: _Choices) -> DryRunOptions:
    configured = ConfigurationFinder(os.environ).for_file(file).interpreter
    root = project_root(file.parent) if choices["trust"] else None
    mocks = choices["mocks"]
    replies, responses = read_mocks(read_object(f"@{mocks}")) if mocks else ((), ())
    return DryRunOptions(
        reader=choices["reader"],
        interpreter=choices["interpreter"] or configured or None,
        timeout=choices["timeout"],
        trust=choices["trust"],
        replies=replies,
        responses=responses,
        components=tuple(str(each.resolve()) for each in component_files(root)) if root else (),
    )
