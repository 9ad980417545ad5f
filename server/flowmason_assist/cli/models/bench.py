"""`model bench`: how fast a model is here."""

import asyncio

import click

from flowmason_assist.cli.modeling.store import open_store, require_local
from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.cli.output.text import write_json, write_text
from flowmason_assist.llm.models.choose import embedded
from flowmason_assist.llm.models.measure import measure
from flowmason_assist.llm.models.shipped import NAME


@click.command()
@click.argument("name", default=NAME)
@format_option("For people, or JSON.")
def command(name: str, output_format: Format) -> None:
    """Measure how soon a model starts and how fast it writes on this machine."""
    model = require_local(name, open_store())
    speed = asyncio.run(measure(embedded(model)))
    if output_format == "json":
        write_json({"name": name, **speed.to_json()})
        return
    write_text(
        f"{name}: ready after {speed.start_ms:.0f} ms, first token after"
        f" {speed.first_token_ms:.0f} ms, {speed.tokens_per_second:.0f} tokens/s\n"
    )
