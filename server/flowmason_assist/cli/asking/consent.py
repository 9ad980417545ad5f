"""The question on a terminal whether a request may leave."""

import asyncio
import sys

import click

from flowmason_assist.routing.consent import AskConsent, Consent, Preview
from flowmason_assist.shapes.preview import described

_CHOICES = ("once", "session", "no", "never")


def ask_on_terminal() -> AskConsent | None:
    """Give what asks somebody at a terminal, None where nobody sits at one."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    return _ask


async def _ask(preview: Preview) -> Consent:
    click.echo(described(preview), err=True)
    question = "Send these bytes? (once, session, no, never for this file)"
    answer = await asyncio.to_thread(
        click.prompt,
        question,
        type=click.Choice(_CHOICES),
        default="no",
        err=True,
        show_choices=False,
    )
    return Consent(answer)
