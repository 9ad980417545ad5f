"""`explain`: what a pipeline does, takes and gives, stage by stage or as a diagram."""

import os
import re
from pathlib import Path
from typing import TypedDict, Unpack, get_args

import click

from flowmason_assist.assist.explain.draw import Diagram, draw
from flowmason_assist.assist.explain.explain import Explained, explain
from flowmason_assist.cli.asking.desk import run_task
from flowmason_assist.cli.asking.options import ModelOptions, model_options
from flowmason_assist.cli.checking.opened import Opened, open_pipeline
from flowmason_assist.cli.output.explanation import render
from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.cli.output.text import paint_for, write_document, write_json, write_text
from flowmason_assist.errors import InputError
from flowmason_assist.routing.asked import Origin, Piece
from flowmason_assist.routing.route import Route
from flowmason_assist.shapes.explanation import explanation_as_json
from flowmason_assist.text.line_index import LineIndex
from flowmason_assist.text.span import Span

_PLACE = re.compile(r"(\d{1,7}):(\d{1,7})(?:-(\d{1,7}):(\d{1,7}))?")

_EPILOG = """
\b
Examples:
  flowmason-assist explain main.pipeline.json
  flowmason-assist explain main.pipeline.json --stage summary
  flowmason-assist explain main.pipeline.json --at 12:30
  flowmason-assist explain main.pipeline.json --diagram svg > main.svg

\b
Exit codes:
  0  explained
  2  could not run: no such file, no such stage
"""


class _Choices(TypedDict):
    """What is asked about."""

    stage: str | None
    at: str | None
    diagram: Diagram | None


@click.command(epilog=_EPILOG)
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@click.option("--stage", metavar="ID", help="Explain only this stage.")
@click.option(
    "--at",
    metavar="LINE:COLUMN[-LINE:COLUMN]",
    help="Explain what stands there: a template, a setting, a stage, or all stages in a range.",
)
@click.option(
    "--diagram",
    type=click.Choice(get_args(Diagram)),
    help="Draw the stages: Mermaid text, or an SVG picture.",
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
    Explain a pipeline: its purpose, its stages, and where its data goes.

    FILE is a pipeline, or "-" for standard input. The facts come from the file; a model, where one
    may be asked, only finds better words, and words that are not true are dropped.
    """
    opened = open_pipeline(file)
    if choices["diagram"] is not None:
        write_document(draw(opened.linted.facts, choices["diagram"]))
        return
    found, route = _explained(opened, file, model_options)
    stages = _chosen(opened, found, choices)
    if output_format == "json":
        here = _here(opened, choices["at"])
        shape = explanation_as_json(found, route, stages)
        write_json({**shape, "here": here} if here is not None else shape)
    else:
        write_text(_here(opened, choices["at"]) or render(found, stages, paint_for(os.environ)))


def _explained(opened: Opened, file: Path, model_options: ModelOptions) -> tuple[Explained, Route]:
    pieces = (Piece(Origin.PIPELINE, opened.text),)
    asked = model_options.asked("explain", pieces=pieces, path=file)
    answered = run_task(explain(opened.linted.facts), asked)
    if answered.value is None:
        raise InputError(answered.error or "there is no explanation")
    return answered.value, answered.route


def _chosen(opened: Opened, found: Explained, choices: _Choices) -> tuple[str, ...] | None:
    """Give the stages that are asked about, None for all of them."""
    stage = choices["stage"]
    if stage is not None:
        if found.account.stage(stage) is None:
            known = ", ".join(f'"{each.id}"' for each in found.account.stages) or "none"
            raise InputError(f'"{opened.name}" has no stage "{stage}"; there are {known}')
        return (stage,)
    span = _span(opened, choices["at"])
    if span is None:
        return None
    return tuple(
        placed.stage.id.value
        for placed in opened.linted.facts.pipeline.stages
        if placed.stage.id is not None
        and placed.start <= span.end
        and span.start <= placed.start + len(placed.stage.text)
    )


def _here(opened: Opened, at: str | None) -> str | None:
    """Give what an editor says about a single place, None for a range and where it says nothing."""
    span = _span(opened, at)
    if span is None or span.start != span.end:
        return None
    from flowmason_assist.ide.hover import hover
    from flowmason_assist.ide.workspace import make_snapshot
    from flowmason_assist.lint.settings import LintSettings

    catalogue = opened.linted.facts.catalogue
    snapshot = make_snapshot(opened.path, opened.text, 1, catalogue, LintSettings())
    found = hover(snapshot, span.start)
    return f"{found.text}\n" if found is not None else None


def _span(opened: Opened, at: str | None) -> Span | None:
    """Read LINE:COLUMN or LINE:COLUMN-LINE:COLUMN, counted from one."""
    if at is None:
        return None
    match = _PLACE.fullmatch(at)
    if match is None:
        raise InputError(f'"{at}" is no place: write LINE:COLUMN, or LINE:COLUMN-LINE:COLUMN')
    lines = LineIndex(opened.text)
    numbers = [int(each) - 1 for each in match.groups() if each is not None]
    start = lines.offset(numbers[0], numbers[1])
    return Span(start, max(start, lines.offset(numbers[-2], numbers[-1])))
