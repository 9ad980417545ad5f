"""`model list`: what can answer, and what could."""

import click

from flowmason_assist.cli.modeling.entry import Entry, entries, reasons, size_text
from flowmason_assist.cli.modeling.store import open_store
from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.cli.output.text import write_json, write_text


@click.command()
@format_option("For people, or JSON.")
def command(output_format: Format) -> None:
    """List the models on this machine, and those that can be pulled."""
    store = open_store()
    found = entries(store)
    if output_format == "json":
        described = [entry.to_json() for entry in found]
        write_json(described)
        return
    write_text(_table(found))
    write_text("".join(f"\n{reason}" for reason in reasons(store)).rstrip("\n") + "\n")


def _table(found: list[Entry]) -> str:
    rows = [("MODEL", "STATE", "SIZE", "MEMORY", "LICENCE", "GOOD FOR")]
    rows += [
        (
            entry.name,
            entry.state,
            size_text(entry.size),
            size_text(entry.memory),
            entry.licence or "unknown",
            entry.fault or entry.good_for or entry.origin,
        )
        for entry in found
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return "\n".join(lines) + "\n"
