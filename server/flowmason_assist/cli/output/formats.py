"""The option that says in which form an answer is printed; every command spells it alike."""

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar, get_args

import click

Format = Literal["text", "json"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


def format_option(
    explained: str, formats: Sequence[str] = get_args(Format), default: str = "text"
) -> Callable[[_Command], _Command]:
    """Give the option `--output-format`, with what the help says of it."""
    return click.option(
        "--output-format",
        type=click.Choice(formats),
        default=default,
        show_default=True,
        help=explained,
    )
