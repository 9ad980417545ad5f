"""`ask`: answers to questions about FlowMason, with the sections of the guide they come from."""

import os
from pathlib import Path

import click

from flowmason_assist.assist.answer import Answer, Opened, answer, shipped_shelf
from flowmason_assist.catalogue.load import load_catalogue
from flowmason_assist.cli.asking.desk import run_task
from flowmason_assist.cli.asking.options import ModelOptions, model_options
from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.cli.output.text import Color, Paint, paint_for, write_json, write_text
from flowmason_assist.cli.sources.given import read_error
from flowmason_assist.resources import folder
from flowmason_assist.routing.route import Route
from flowmason_assist.shapes.answer import answer_as_json

_STANDARD_INPUT = "-"
_EPILOG = """
\b
Examples:
  flowmason-assist ask "How do I loop over a list?"
  flowmason-assist ask "What feeds the stage write?" --file main.pipeline.json
  flowmason-assist ask "What does handler.py do?" --output-format json | jq .sources

\b
Exit codes:
  0  answered, or told that the question is out of scope
  2  could not run
"""


@click.command(epilog=_EPILOG)
@click.argument("question", nargs=-1, required=True)
@click.option(
    "--file",
    type=click.Path(allow_dash=True, path_type=Path),
    help="A pipeline that the question may be about.",
)
@click.option("--stage", metavar="ID", help='The stage of it that "this stage" means.')
@format_option("For people, or JSON.")
@model_options
def command(
    question: tuple[str, ...],
    file: Path | None,
    stage: str | None,
    output_format: Format,
    model_options: ModelOptions,
) -> None:
    """
    Answer a question about FlowMason from its guide.

    QUESTION needs no quotation marks; "-" reads it from standard input.
    """
    asked = " ".join(question)
    if asked == _STANDARD_INPUT:
        asked = read_error(Path(_STANDARD_INPUT))
    found, route = _answer(asked, _opened(file, stage), model_options)
    if output_format == "json":
        write_json(answer_as_json(found, route))
    else:
        write_text(_for_people(found, paint_for(os.environ)))


def _answer(asked: str, opened: Opened | None, options: ModelOptions) -> tuple[Answer, Route]:
    shelf = shipped_shelf(load_catalogue(folder("schemas")))
    given = run_task(answer(asked, shelf, opened), options.asked("ask", asked))
    if given.value is None:  # A question is answered without a model too.
        raise RuntimeError(given.error)
    return given.value, given.route


def _opened(file: Path | None, stage: str | None) -> Opened | None:
    if file is None:
        if stage is not None:
            raise click.UsageError("--stage needs --file")
        return None
    from flowmason_assist.cli.checking.opened import open_pipeline

    opened = open_pipeline(file)
    return Opened(opened.linted.facts, opened.name, stage)


def _for_people(found: Answer, paint: Paint) -> str:
    lines = [found.text]
    if found.sources:
        quoted = (f"  {each.title}: {each.section}" for each in found.sources)
        lines += ["", paint("Sources", Color.CYAN, bold=True), *quoted]
    return "\n".join(lines) + "\n"
