"""`model info`: all that is known about one model."""

import click

from flowmason_assist.cli.modeling.entry import entries, size_text
from flowmason_assist.cli.modeling.store import open_store
from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.cli.output.text import write_json, write_text
from flowmason_assist.errors import InputError


@click.command()
@click.argument("name")
@format_option("For people, or JSON.")
def command(name: str, output_format: Format) -> None:
    """Show what is known about a model."""
    entry = next((each for each in entries(open_store()) if each.name == name), None)
    if entry is None:
        raise InputError(f'there is no model "{name}"; see `flowmason-assist model list`')
    shown = entry.to_json()
    if output_format == "json":
        write_json(shown)
        return
    shown |= {"size": size_text(entry.size), "memory": f"about {size_text(entry.memory)}"}
    shown["context"] = f"{entry.context} tokens"
    rows = [(key.replace("_", " "), value) for key, value in shown.items() if value]
    width = max(len(key) for key, _ in rows)
    write_text("".join(f"{key:<{width}}  {value}\n" for key, value in rows))
