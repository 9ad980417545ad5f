"""`change`: a pipeline that is there, changed from words."""

import difflib
import os
from pathlib import Path
from typing import Literal, TypedDict, Unpack, get_args

import click

from flowmason_assist.assist.edit.change import Changed
from flowmason_assist.assist.generate.generated import Status
from flowmason_assist.cli.asking.options import ModelOptions, model_options
from flowmason_assist.cli.checking.opened import Opened, open_pipeline
from flowmason_assist.cli.checking.text_file import write_file
from flowmason_assist.cli.output.formats import format_option
from flowmason_assist.cli.output.text import write_document, write_json
from flowmason_assist.cli.sources.given import STANDARD_INPUT
from flowmason_assist.errors import InputError, NoResult
from flowmason_assist.routing.asked import Origin, Piece
from flowmason_assist.routing.route import Route

Format = Literal["diff", "text", "json"]

_EPILOG = """
\b
Examples:
  flowmason-assist change main.pipeline.json "also translate the result to German"
  flowmason-assist change main.pipeline.json "add a stage that logs it" --stage summary --write
  flowmason-assist change main.pipeline.json "remove the note stage" --output-format text

\b
Exit codes:
  0  there is a change
  1  there is none: a question is open, or it cannot be done; the reason is on standard error
  2  could not run
"""


class _Choices(TypedDict):
    """What the change is about, and what to do with it."""

    stage: str | None
    writes: bool


@click.command(epilog=_EPILOG)
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@click.argument("wish")
@click.option("--stage", metavar="ID", help="The stage that the wish is about.")
@click.option("--write", "writes", is_flag=True, help="Write the change into the file.")
@format_option("What changes, the whole file then, or JSON.", get_args(Format), "diff")
@model_options
def command(
    file: Path,
    wish: str,
    output_format: Format,
    model_options: ModelOptions,
    **choices: Unpack[_Choices],
) -> None:
    """
    Change a pipeline as a wish in words says, with as few edits as it takes.

    New stages are planned; removing, renaming and replacing need no model. The changed file has
    no new error or warning, and runs if it ran before; otherwise there is no change.
    """
    opened = open_pipeline(file)
    changed, route = _changed(opened, wish, choices["stage"], model_options)
    if output_format == "json":
        from flowmason_assist.shapes.changed import changed_as_json

        write_json(changed_as_json(changed, opened.linted.facts, route))
    elif changed.status is Status.OK:
        text = changed.generated.pipeline or opened.text
        write_document(text if output_format == "text" else _diff(opened, text))
    if choices["writes"] and changed.generated.pipeline is not None and file != STANDARD_INPUT:
        write_file(file, changed.generated.pipeline)
    found = changed.generated
    told = "\n".join(filter(None, (found.reason, *found.questions, *found.unmet)))
    if changed.status is not Status.OK:
        raise NoResult(told)
    if told:
        click.echo(f"flowmason-assist: {told}", err=True)


def _changed(
    opened: Opened, wish: str, stage: str | None, options: ModelOptions
) -> tuple[Changed, Route]:
    from flowmason_assist.assist.edit.change import change
    from flowmason_assist.assist.generate.prove import Prover
    from flowmason_assist.cli.asking.desk import run_task
    from flowmason_assist.config.find import ConfigurationFinder
    from flowmason_assist.engine.session import EngineSession

    facts = opened.linted.facts
    if stage is not None and facts.index_of(stage) is None:
        raise InputError(f'there is no stage "{stage}"')
    interpreter = ConfigurationFinder(os.environ).for_folder(Path.cwd()).interpreter or None
    pieces = (Piece(Origin.PIPELINE, opened.text),)
    asked = options.asked("generate", wish, pieces=pieces, path=opened.path)
    with EngineSession() as session:
        prover = Prover(facts.catalogue, session, interpreter)
        answered = run_task(change(facts, wish, stage, prover), asked)
    if answered.value is None:
        raise InputError(answered.error or "no answer could be had")
    return answered.value, answered.route


def _diff(opened: Opened, text: str) -> str:
    before, after = opened.text.splitlines(keepends=True), text.splitlines(keepends=True)
    return "".join(difflib.unified_diff(before, after, opened.name, opened.name))
