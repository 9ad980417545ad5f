"""`doctor`: what works on this machine and what does not, with the cure."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from flowmason_assist.cli.health.row import Row, State
from flowmason_assist.cli.output.formats import Format, format_option

BROKEN = 1


@click.command()
@format_option("A table for people, or JSON.")
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
    from flowmason_assist.llm.models.store import store_at

    here = environment.settings(Path.cwd(), os.environ)
    yield environment.python()
    yield environment.package()
    yield from environment.configuration(Path.cwd(), os.environ)
    yield from engine.engine(here.interpreter)
    yield from models.models(store_at(here.models_folder))
    yield environment.editors()
