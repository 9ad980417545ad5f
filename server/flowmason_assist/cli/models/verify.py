"""`model verify`: whether files are what they were when they were installed."""

import click

from flowmason_assist.cli.modeling.store import open_store, require_local
from flowmason_assist.cli.output.formats import Format, format_option
from flowmason_assist.cli.output.text import write_json, write_text
from flowmason_assist.llm.models.choose import all_local
from flowmason_assist.llm.models.verify import verify

BROKEN = 1


@click.command()
@click.argument("names", nargs=-1)
@format_option("For people, or JSON.")
@click.pass_context
def command(ctx: click.Context, names: tuple[str, ...], output_format: Format) -> None:
    """
    Read every byte of model files, all of them or those named, and compare their SHA-256.

    The exit code is 1 when one is not what it should be.
    """
    store = open_store()
    models = [require_local(name, store) for name in names] if names else all_local(store)
    faults = {model.name: verify(model, store) for model in models}
    if output_format == "json":
        verdicts = [{"name": name, "fault": fault} for name, fault in faults.items()]
        write_json(verdicts)
    else:
        write_text("".join(f"{name}: {fault or 'sound'}\n" for name, fault in faults.items()))
    ctx.exit(BROKEN if any(faults.values()) else 0)
