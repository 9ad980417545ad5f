"""`routing log`: the latest decisions, one by one."""

from dataclasses import fields
from typing import Any

import click

from flowmason_assist.cli.asking.desk import configuration_for
from flowmason_assist.cli.books.moment import minute_of
from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.cli.output.text import write_json, write_text
from flowmason_assist.config.desk import open_ledger
from flowmason_assist.routing.ledger.entry import Entry


@click.command()
@click.option(
    "--last", type=click.IntRange(min=1), default=20, show_default=True, help="How many to show."
)
@format_option("For people, or JSON.")
def command(last: int, output_format: Format) -> None:
    """Show the latest decisions, the newest at the end."""
    ledger = open_ledger(configuration_for(None))
    entries = ledger.entries(most=last)
    ledger.close()
    if output_format == "json":
        write_json([_described(entry) for entry in entries])
    elif entries:
        write_text("".join(f"{_line(entry)}\n" for entry in entries))
    else:
        write_text("nothing was decided yet\n")


def _line(entry: Entry) -> str:
    tokens = entry.prompt_tokens + entry.completion_tokens
    parts = [
        f"#{entry.number} {minute_of(entry.at)}",
        f"{entry.task}, {entry.tier}, {entry.model or 'no model'}",
        f"{entry.outcome}, {tokens} tokens, {entry.milliseconds:.0f} ms",
        f"${entry.cost:.4f}" if entry.cost else "",
        f"sent {entry.sent_bytes} bytes, SHA-256 {entry.hashes[-1][:12]}" if entry.hashes else "",
        f"sensitive ({', '.join(entry.kinds)})" if entry.kinds else "",
        f"you said: {entry.verdict}" if entry.verdict else "",
    ]
    line = " · ".join(part for part in parts if part)
    return "\n".join([line, *(f"    {reason}" for reason in entry.reasons)])


def _described(entry: Entry) -> dict[str, Any]:
    shape = {each.name: getattr(entry, each.name) for each in fields(entry)}
    return {**shape, "features": dict(entry.features)}
