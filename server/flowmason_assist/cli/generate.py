"""`generate`: from words to a pipeline that runs."""

import os
from pathlib import Path

import click

from flowmason_assist.assist.generate.generated import Generated, Status
from flowmason_assist.cli.asking.options import ModelOptions, model_options
from flowmason_assist.cli.checking.text_file import write_new
from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.cli.output.text import (
    Color,
    Paint,
    paint_for,
    write_document,
    write_json,
    write_text,
)
from flowmason_assist.cli.sources.given import read_error
from flowmason_assist.errors import InputError, NoResult
from flowmason_assist.routing.route import Route

_EPILOG = """
\b
Examples:
  flowmason-assist generate "Fetch https://example.com/orders.json and summarize it in 50 words"
  flowmason-assist generate --file request.txt -o orders.pipeline.json
  flowmason-assist generate "Translate each review to German" --output-format json

\b
Exit codes:
  0  there is a pipeline: it has no finding, and runs in both readers of the engine
  1  there is none: something must be known first, or it cannot be done
  2  could not run
"""


@click.command(epilog=_EPILOG)
@click.argument("text", required=False)
@click.option(
    "--file",
    type=click.Path(allow_dash=True, path_type=Path),
    help='Read the request from a file; "-" for standard input.',
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the pipeline to this file, which must not be there yet.",
)
@format_option("The pipeline alone, or JSON with all about it.")
@model_options
def command(
    text: str | None,
    file: Path | None,
    output: Path | None,
    output_format: Format,
    model_options: ModelOptions,
) -> None:
    """
    Make a pipeline from a request in plain words.

    Whatever model plans it: the pipeline is checked by lint and run in the real engine before it
    is shown. What cannot be done is listed, never invented.
    """
    if (text is None) == (file is None):
        raise click.UsageError("give the request as TEXT or with --file")
    request = text if text is not None else read_error(file or Path("-"))
    found, route = _generate(request, model_options)
    if output_format == "json":
        from flowmason_assist.shapes.generated import generated_as_json

        write_json(generated_as_json(found, route))
    elif found.pipeline is not None and output is None:
        write_document(found.pipeline)
    elif found.status is Status.OK:
        write_text(_for_people(found, paint_for(os.environ)))
    if output is not None and found.pipeline is not None:
        write_new(output, found.pipeline)
    for each in found.unmet if output_format == "text" else ():
        click.echo(f"flowmason-assist: not possible: {each}", err=True)
    if found.status is not Status.OK:
        raise NoResult("\n".join(filter(None, (found.reason, *found.questions, *found.notes))))


def _generate(request: str, options: ModelOptions) -> tuple[Generated, Route]:
    from flowmason_assist.assist.generate.generate import generate
    from flowmason_assist.assist.generate.prove import Prover
    from flowmason_assist.catalogue.load import load_catalogue
    from flowmason_assist.cli.asking.desk import run_task
    from flowmason_assist.config.find import ConfigurationFinder
    from flowmason_assist.engine.session import EngineSession
    from flowmason_assist.resources import folder

    catalogue = load_catalogue(folder("schemas"))
    interpreter = ConfigurationFinder(os.environ).for_folder(Path.cwd()).interpreter or None
    with EngineSession() as session:
        prover = Prover(catalogue, session, interpreter)
        task = generate(request, catalogue, prover)
        answered = run_task(task, options.asked("generate", request))
    if answered.value is None:
        raise InputError(answered.error or "no answer could be had")
    return answered.value, answered.route


def _for_people(found: Generated, paint: Paint) -> str:
    said = paint("The pipeline runs in both readers and has no finding.", Color.GREEN)
    return "".join(f"{line}\n" for line in (said, *found.notes))
