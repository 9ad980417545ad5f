"""What options about rules change in a configuration."""

from collections.abc import Iterable
from dataclasses import replace

from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.value import split_list
from flowmason_assist.lint.settings import ReaderName


def narrowed(
    configuration: Configuration,
    select: Iterable[str],
    ignore: Iterable[str],
    reader: ReaderName | None,
) -> Configuration:
    """Give a configuration in which the options count; `select` outdoes what is configured."""
    selected = tuple(split_list(select))
    if selected:
        configuration = replace(configuration, select=selected, ignore=())
    return replace(
        configuration,
        ignore=(*configuration.ignore, *split_list(ignore)),
        reader=reader or configuration.reader,
    )
