"""The question on a terminal whether a request may leave."""

import asyncio
import sys

import click

from flowmason_assist.routing.consent import AskConsent, Consent, Preview
from flowmason_assist.shapes.preview import described


def ask_on_terminal() -> AskConsent | None:
    """Give what asks somebody at a terminal, None where nobody sits at one."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    return _ask


async def _ask(preview: Preview) -> Consent:
    click.echo(described(preview), err=True)
    choices = [str(each) for each in Consent if each is not Consent.NEVER or preview.has_file]
    never = ", never for this file" if preview.has_file else ""
    question = f"Send these bytes? (once, session, no{never})"
    answer = await asyncio.to_thread(
        click.prompt,
        question,
        type=click.Choice(choices),
        default="no",
        err=True,
        show_choices=False,
    )
    return Consent(answer)
