"""The `flowmason-assist` command: finds its subcommands, and ends quietly whatever happens."""

from typing import IO, Any

import click

from flowmason_assist import __version__, cli
from flowmason_assist.cli.groups.folder import FolderGroup
from flowmason_assist.errors import AssistError, NoResult

PROGRAM = "flowmason-assist"
NO_RESULT = 1
COULD_NOT_RUN = 2
INTERRUPTED = 130


class _CouldNotRunError(click.ClickException):
    """The end of a command that could not do its work."""

    exit_code = COULD_NOT_RUN

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"{PROGRAM}: {self.message}", file=file, err=True)


class _Program(FolderGroup):
    """The whole command line, which ends with an exit code whatever happens."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except NoResult as error:
            click.echo(f"{PROGRAM}: {error}", err=True)
            ctx.exit(NO_RESULT)
        except AssistError as error:
            raise _CouldNotRunError(str(error)) from None
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            raise _CouldNotRunError(_describe(error)) from error


@click.group(
    cls=_Program,
    package=cli,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with `flowmason-assist check .`; when something is amiss, with "
    "`flowmason-assist doctor`.",
)
@click.version_option(__version__, prog_name=PROGRAM)
def command() -> None:
    """Check, fix and dry-run FlowMason pipelines."""


def main() -> None:
    """Run the command line and leave with its exit code, never with a traceback."""
    command(prog_name=PROGRAM)


def _describe(error: Exception) -> str:
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return (
        f"internal error, {type(error).__name__}: {error}{place}; "
        "this is a bug of ours: please report it with this line"
    )
