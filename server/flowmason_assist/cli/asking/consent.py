"""The question on a terminal whether a request may leave."""

import asyncio
import sys

import click

from flowmason_assist.routing.consent import AskConsent, Consent, Preview
from flowmason_assist.text.printable import printable

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


def described(preview: Preview) -> str:
    """Give a preview as text: the bytes, where they go, what they cost, what does not leave."""
    outgoing, model = preview.outgoing, preview.model
    lines = [
        f"{preview.task}: {len(outgoing.body)} bytes to {outgoing.url}",
        f"model {model.alias} ({model.model}), about ${preview.estimated_cost_usd:.4f}",
        f"SHA-256 {outgoing.fingerprint}",
        "",
        printable(preview.text),
        "",
    ]
    if preview.replaced:
        lines.append("Replaced, and put back into the answer:")
        lines += [f"  {each.placeholder} = {printable(each.original)}" for each in preview.replaced]
    return "\n".join(lines)
