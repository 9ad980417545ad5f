"""Spans of time on the command line: `7d`, `12h`, `4w`."""

import re
from types import MappingProxyType

import click

_SECONDS = MappingProxyType({"h": 3600.0, "d": 86_400.0, "w": 7 * 86_400.0})


def seconds(ctx: click.Context, parameter: click.Parameter, value: str) -> float:
    """Read a number of hours, days or weeks; the callback of an option."""
    del ctx
    match = re.fullmatch(r"(\d+)([hdw])", value)
    if match is None:
        message = f'"{value}" is no span of time; write 12h, 7d or 4w'
        raise click.BadParameter(message, param=parameter)
    return int(match[1]) * _SECONDS[match[2]]
