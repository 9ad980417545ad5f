"""`routing report`: calls, cost and latency, and which calls to the cloud were not needed."""

import json
import time
from pathlib import Path
from typing import Literal, get_args

import click

from flowmason_assist.cli.asking.desk import configuration_for
from flowmason_assist.cli.books.since import seconds
from flowmason_assist.cli.output.formats import format_option
from flowmason_assist.cli.output.text import write_document
from flowmason_assist.config.desk import open_ledger
from flowmason_assist.errors import InputError
from flowmason_assist.routing.ledger.report import report

Format = Literal["text", "json", "html"]


@click.command()
@click.option(
    "--since",
    callback=seconds,
    default="7d",
    show_default=True,
    metavar="SPAN",
    help="How far to go back: 12h, 7d, 4w.",
)
@format_option("For people, as JSON, or as a page with plots.", get_args(Format))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write into this file.")
def command(since: float, output_format: Format, output: Path | None) -> None:
    """Sum up what was asked of which model, and what could have stayed local."""
    from flowmason_assist.cli.books import page, summary

    ledger = open_ledger(configuration_for(None))
    now = time.time()
    found = report(ledger.entries(now - since), ledger.learned(), now - since, now)
    ledger.close()
    match output_format:
        case "json":
            text = json.dumps(found.as_json(), indent=2, ensure_ascii=False) + "\n"
        case "html":
            text = page.render(found)
        case "text":
            text = summary.render(found)
    if output is None:
        write_document(text)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(f'"{output}" cannot be written: {error.strerror}') from None
    click.echo(f"written to {output}", err=True)
