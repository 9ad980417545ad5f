"""`routing feedback`: how good an answer was, so that the router learns."""

import click

from flowmason_assist.cli.asking.desk import desk_for
from flowmason_assist.errors import InputError
from flowmason_assist.routing.ledger.entry import Verdict


@click.command()
@click.argument("number", type=int)
@click.argument("verdict", type=click.Choice([str(verdict) for verdict in Verdict]))
def command(number: int, verdict: str) -> None:
    """
    Say how good an answer was.

    NUMBER is the decision's, as `routing log` shows it; "unneeded" means that this machine's
    model would have done.
    """
    if desk_for(None).give_feedback(number, Verdict(verdict)) is None:
        raise InputError(f"there is no decision {number}; see `flowmason-assist routing log`")
