"""`routing reset`: unlearn what was learned."""

import click

from flowmason_assist.cli.asking.desk import configuration_for
from flowmason_assist.config.desk import open_ledger


@click.command()
def command() -> None:
    """Forget what was learned; the decisions stay in the log."""
    ledger = open_ledger(configuration_for(None))
    ledger.forget_weights()
    ledger.close()
    click.echo("what was learned is forgotten", err=True)
