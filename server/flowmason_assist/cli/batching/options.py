"""The options that every kind of batch has."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Literal, TypeVar, cast, get_args

import click

from flowmason_assist.cli.output.formats import format_option

Engine = Literal["local", "ray"]
Format = Literal["jsonl", "sarif", "html"]

F = TypeVar("F", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """What stands on the command line, whatever the job."""

    arguments: tuple[str, ...]
    jobs: int | None
    model_workers: int
    engine: Engine
    address: str | None
    journal: Path | None
    output_format: Format
    output: Path | None
    item_timeout: float

    def require_sense(self) -> None:
        """Raise UsageError for options that cannot be meant together."""
        if self.address and self.engine != "ray":
            raise click.UsageError("--address names a Ray cluster; add --engine ray")


def batch_options(command: F) -> F:
    """Give a command the options, as its argument `batch`."""

    @wraps(command)
    def called(**given: Any) -> object:  # noqa: ANN401 - as click passes options.
        names = BatchOptions.__dataclass_fields__
        batch = BatchOptions(**{name: given.pop(name) for name in names})
        batch.require_sense()
        return command(batch=batch, **given)

    for option in reversed(_OPTIONS):
        called = option(called)
    return cast("F", called)


_OPTIONS = (
    click.argument("arguments", nargs=-1, metavar="ITEMS…"),
    click.option(
        "--jobs",
        type=click.IntRange(min=1),
        metavar="N",
        help="How many items are worked on at a time.  [default: one for each processor]",
    ),
    click.option(
        "--model-workers",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        metavar="N",
        help="How many models are loaded; jobs that ask one share them.",
    ),
    click.option(
        "--engine",
        type=click.Choice(get_args(Engine)),
        default="local",
        show_default=True,
        help="Processes on this machine, or actors of Ray.",
    ),
    click.option("--address", metavar="HOST:PORT", help="The Ray cluster; one is started if none."),
    click.option(
        "--journal",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Note in this file what is done; the same command then goes on where it stopped.",
    ),
    format_option(
        "A line of JSON for each item, SARIF (check only), or a page with charts.",
        get_args(Format),
        "jsonl",
    ),
    click.option(
        "--output",
        "-o",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Write to this file, once all is done, instead of standard output.",
    ),
    click.option(
        "--item-timeout",
        type=click.FloatRange(min=0.0, min_open=True),
        default=300.0,
        show_default=True,
        metavar="SECONDS",
        help="Give up an item after so long.",
    ),
)
