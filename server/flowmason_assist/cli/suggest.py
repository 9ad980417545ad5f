"""`suggest`: better prompts, settings that suit, and what usually comes next."""

import json
import os
from pathlib import Path

import click

from flowmason_assist.assist.suggest.suggestion import Suggestion, What
from flowmason_assist.cli.checking.opened import Opened, open_pipeline
from flowmason_assist.cli.checking.text_file import write_file
from flowmason_assist.cli.diagnosing.trial import Trial
from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.cli.output.text import (
    Color,
    Paint,
    counted,
    paint_for,
    write_document,
    write_text,
)
from flowmason_assist.cli.sources.given import STANDARD_INPUT
from flowmason_assist.engine.session import EngineSession
from flowmason_assist.errors import InputError, NoResult

ALL = "all"

_EPILOG = """
\b
Examples:
  flowmason-assist suggest main.pipeline.json
  flowmason-assist suggest main.pipeline.json --what llm-settings --apply
  flowmason-assist suggest main.pipeline.json --stage draft --output-format json

\b
Exit codes:
  0  there are suggestions, or they were applied
  1  there is nothing to suggest
  2  could not run
"""


@click.command(epilog=_EPILOG)
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@click.option("--stage", metavar="ID", help="Look at this stage only.")
@click.option(
    "--what",
    type=click.Choice([*map(str, What), ALL]),
    default=ALL,
    show_default=True,
    help="The kind of suggestions.",
)
@click.option("--apply", "applies", is_flag=True, help="Write the suggestions into the file.")
@format_option("For people, or JSON.")
def command(
    file: Path,
    stage: str | None,
    what: str,
    output_format: Format,
    *,
    applies: bool,
) -> None:
    """
    Suggest better prompts and settings for the stages that ask a language model.

    FILE is a pipeline, or "-" for standard input. Every suggestion that changes the file was
    tried: the file has no new error or warning with it, and runs where the engine is installed.
    """
    from flowmason_assist.assist.suggest.suggest import Wanted, apply_all, suggest
    from flowmason_assist.shapes.suggestions import suggestions_as_json

    opened = open_pipeline(file)
    _require_stage(opened, stage)
    whats = frozenset(What) if what == ALL else frozenset({What(what)})
    wanted = Wanted(stage, whats)
    with EngineSession() as session:
        trial = Trial(opened, session)
        if applies:
            text, found = apply_all(opened.linted, wanted, trial.runs)
        else:
            found = suggest(opened.linted, wanted, trial.runs)
    if output_format == "json":
        write_document(
            json.dumps(
                suggestions_as_json(found, opened.linted.facts), indent=2, ensure_ascii=False
            )
            + "\n"
        )
    elif found and (not applies or file != STANDARD_INPUT):
        write_text(_for_people(found, paint_for(os.environ), is_applied=applies))
    if applies and file == STANDARD_INPUT and output_format == "text":
        write_document(text)
    elif applies and found:
        write_file(file, text)
    if not found:
        raise NoResult("there is nothing to suggest")


def _require_stage(opened: Opened, stage: str | None) -> None:
    known = [each.id for each in opened.linted.facts.stages if each.id]
    if stage is not None and stage not in known:
        raise InputError(f'there is no stage "{stage}"; there are {", ".join(known) or "none"}')


def _for_people(found: list[Suggestion], paint: Paint, *, is_applied: bool) -> str:
    lines: list[str] = []
    stage = ""
    for each in found:
        if each.stage != stage:
            stage = each.stage
            lines += ["", paint(stage, bold=True)]
        lines.append(f"  {paint(each.title, Color.CYAN)} ({each.what})")
        lines.append(f"      {each.reason}")
    changes = sum(bool(each.edits) for each in found)
    done = "applied" if is_applied else "can be applied with --apply"
    lines += ["", f"{counted(len(found), 'suggestion')}, {changes} {done}."]
    return "\n".join(lines).lstrip("\n") + "\n"
