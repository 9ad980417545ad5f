"""`init`: a configuration file with every setting, explained and switched off."""

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

from flowmason_assist.config.table import SETTINGS, Scope, Setting
from flowmason_assist.errors import InputError

NAME = "flowmason-assist.toml"
_WIDTH = 96


@click.command()
@click.argument(
    "folder", type=click.Path(file_okay=False, exists=True, path_type=Path), default=Path()
)
def command(folder: Path) -> None:
    """
    Write a flowmason-assist.toml with every setting as a comment.

    FOLDER is the project, by default the current folder. A file that is there stays as it is.
    """
    path = folder / NAME
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write("\n".join(_lines()))
    except FileExistsError:
        raise InputError(f'"{path}" is there already, and stays as it is') from None
    except OSError as error:
        raise InputError(f'"{path}" cannot be written: {error.strerror or error}') from None
    click.echo(f"{path} is written: remove the # in front of what you want to change.")


def _lines() -> Iterator[str]:
    yield "# Settings of flowmason-assist; the nearest such file above a pipeline counts."
    yield "# What is commented out has the value that is shown."
    yield ""
    for setting in SETTINGS:
        if setting.scope is not Scope.MACHINE:
            yield from _explained(setting)
            yield ""


def _explained(setting: Setting) -> Iterator[str]:
    text = setting.description
    if setting.choices:
        text += f" One of: {', '.join(setting.choices)}."
    yield from textwrap.wrap(text, _WIDTH, initial_indent="# ", subsequent_indent="# ")
    yield f"#{setting.name} = {_toml(setting.default)}"


def _toml(value: object) -> str:
    """Give a default as TOML; texts, lists and numbers look as in JSON, an empty table does too."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
