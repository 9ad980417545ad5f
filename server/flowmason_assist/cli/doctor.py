"""`doctor`: what works on this machine and what does not, with the cure."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

import click

from flowmason_assist.cli.health.row import Row, State

Format = Literal["text", "json"]

BROKEN = 1


@click.command()
@click.option(
    "--output-format",
    type=click.Choice(get_args(Format)),
    default="text",
    show_default=True,
    help="A table for people, or JSON.",
)
@click.pass_context
def command(ctx: click.Context, output_format: Format) -> None:
    """
    Tell what works on this machine, and how to mend what does not.

    What is missing is optional. The exit code is 1 when something is broken.
    """
    from flowmason_assist.cli.output.text import paint_for, write_json, write_text

    rows = list(_examine())
    if output_format == "json":
        described = [row.to_json() for row in rows]
        write_json(described)
    else:
        from flowmason_assist.cli.output.health_table import render

        write_text(render(rows, paint_for(os.environ)))
    ctx.exit(BROKEN if any(row.state is State.BROKEN for row in rows) else 0)


def _examine() -> Iterator[Row]:
    from flowmason_assist.cli.health import engine, environment, models
    from flowmason_assist.cli.modeling.store import open_store
    from flowmason_assist.config.table import BY_NAME

    yield environment.python()
    yield environment.package()
    yield from environment.configuration(Path.cwd(), os.environ)
    yield from engine.engine(os.environ.get(BY_NAME["interpreter"].variable, ""))
    yield from models.models(open_store())
    yield environment.editors()
