"""What several of the commands about models take."""

import click

yes = click.option("--yes", "is_agreed", is_flag=True, help="Do not ask.")


def require_consent(question: str, *, is_agreed: bool) -> None:
    """Ask on the terminal, unless the answer was given; ends the command without consent."""
    if not is_agreed:
        click.confirm(question, abort=True, err=True)
