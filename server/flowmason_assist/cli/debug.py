"""`debug`: why a run failed, where, whose fault it is, and what mends it."""

import os
from pathlib import Path
from typing import TypedDict, Unpack, get_args

import click

from flowmason_assist.assist.debug.diagnosis import Diagnosis
from flowmason_assist.assist.debug.opinion import is_doubtful, with_opinion
from flowmason_assist.cli.asking.desk import run_task
from flowmason_assist.cli.asking.options import ModelOptions, model_options
from flowmason_assist.cli.checking.opened import open_pipeline
from flowmason_assist.cli.diagnosing.run import Question, answer
from flowmason_assist.cli.output.diagnosis import render
from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.cli.output.text import paint_for, write_json, write_text
from flowmason_assist.cli.sources.given import read_error, read_object
from flowmason_assist.engine.options import Reader
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.errors import NoResult
from flowmason_assist.routing.asked import Origin, Piece
from flowmason_assist.routing.route import Route
from flowmason_assist.shapes.diagnosis import diagnosis_as_json
from flowmason_assist.text.line_index import LineIndex

_EPILOG = """
\b
Examples:
  flowmason-assist debug main.pipeline.json --run
  flowmason-assist debug main.pipeline.json --run --input '{"topic": "tea"}'
  flowmason run main.pipeline.json 2>&1 | flowmason-assist debug main.pipeline.json --error-file -
  flowmason-assist debug main.pipeline.json --error "Component 'fetch' timed out after 60000ms"
  flowmason-assist debug main.pipeline.json --error-file run.json --stage summary

\b
Exit codes:
  0  the cause is found, or there is none: the pipeline runs
  1  nothing in the message is known, and nothing is wrong with the file
  2  could not run: no such file, no message, an input that is not a JSON object
"""


class _Choices(TypedDict):
    """What is asked."""

    error: str | None
    error_file: Path | None
    run: bool
    given_input: str | None
    stage: str | None
    reader: Reader | None
    interpreter: str | None


@click.command(epilog=_EPILOG)
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@click.option("--error", metavar="TEXT", help="The message, as it was shown.")
@click.option(
    "--error-file",
    type=click.Path(allow_dash=True, path_type=Path),
    metavar="FILE",
    help='A file with the message: a log, a traceback, a run saved by Studio; "-" for standard '
    "input.",
)
@click.option("--run", is_flag=True, help="Get the error by a dry run.")
@click.option(
    "--input",
    "given_input",
    metavar="JSON",
    help="The input of the failing run, a JSON object or @FILE with one.",
)
@click.option(
    "--stage",
    metavar="ID",
    help="Ask about this stage: why it failed, or why it gave nothing.",
)
@click.option(
    "--reader",
    type=click.Choice(get_args(Reader)),
    help="Read the file as this part of FlowMason does.  [default: as the message shows, or cli]",
)
@click.option(
    "--interpreter",
    metavar="PATH",
    help="The Python that has FlowMason installed.  [default: as configured, or our own]",
)
@format_option("Text for people, or JSON.")
@model_options
def command(
    file: Path,
    output_format: Format,
    model_options: ModelOptions,
    **choices: Unpack[_Choices],
) -> None:
    """
    Find the cause of an error, and fixes for it that were tried.

    FILE is a pipeline, or "-" for standard input. The message comes from --error, from
    --error-file, or from a dry run with --run; whatever surrounds it does no harm. A model is
    asked only about messages that nobody knows, and only for words.
    """
    question = _question(choices)
    opened = open_pipeline(file)
    with EngineSession() as session:
        found = answer(opened, question, session)
    route = None
    if question.error is not None and is_doubtful(found):
        found, route = _with_opinion(found, question.error, file, model_options)
    if output_format == "json":
        write_json(diagnosis_as_json(found, LineIndex(opened.text), route))
    else:
        write_text(render(found, opened, paint_for(os.environ)))
    if not found.confidence:
        raise NoResult(found.cause)


def _with_opinion(
    found: Diagnosis, error: str, file: Path, model_options: ModelOptions
) -> tuple[Diagnosis, Route]:
    pieces = (Piece(Origin.ERROR, error),)
    asked = model_options.asked("debug", pieces=pieces, path=file)
    answered = run_task(with_opinion(found, error), asked)
    return answered.value or found, answered.route


def _question(choices: _Choices) -> Question:
    sources = (choices["error"] is not None, choices["error_file"] is not None, choices["run"])
    if sum(sources) != 1:
        raise click.UsageError("give the message with one of --error, --error-file and --run")
    error = choices["error"]
    if choices["error_file"] is not None:
        error = read_error(choices["error_file"])
    return Question(
        error=error,
        input=read_object(choices["given_input"]),
        stage=choices["stage"],
        reader=choices["reader"],
        interpreter=choices["interpreter"],
    )
