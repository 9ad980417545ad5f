"""What several of the commands about models take."""

from typing import Literal, get_args

import click

Format = Literal["text", "json"]

output_format = click.option(
    "--output-format",
    type=click.Choice(get_args(Format)),
    default="text",
    show_default=True,
    help="For people, or JSON.",
)
yes = click.option("--yes", "is_agreed", is_flag=True, help="Do not ask.")


def require_consent(question: str, *, is_agreed: bool) -> None:
    """Ask on the terminal, unless the answer was given; ends the command without consent."""
    if not is_agreed:
        click.confirm(question, abort=True, err=True)
