"""The `flowmason-assist` command: finds its subcommands, and ends quietly whatever happens."""

import importlib
import pkgutil
from typing import IO, Any

import click

from flowmason_assist import __version__, cli
from flowmason_assist.errors import AssistError

PROGRAM = "flowmason-assist"
COULD_NOT_RUN = 2
INTERRUPTED = 130


class _CouldNotRunError(click.ClickException):
    """The end of a command that could not do its work."""

    exit_code = COULD_NOT_RUN

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"{PROGRAM}: {self.message}", file=file, err=True)


class _Program(click.Group):
    """Every module beside this one is a subcommand, imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        modules = (each.name for each in pkgutil.iter_modules(cli.__path__) if not each.ispkg)
        return sorted(name.replace("_", "-") for name in modules if name != "main")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        known = self.list_commands(ctx)
        if cmd_name not in known:
            import difflib

            close = difflib.get_close_matches(cmd_name, known, n=1)
            hint = f'did you mean "{close[0]}"?' if close else f"there are {', '.join(known)}"
            ctx.fail(f'there is no command "{cmd_name}"; {hint}')
        module = importlib.import_module(f"{cli.__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except AssistError as error:
            raise _CouldNotRunError(str(error)) from None
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            raise _CouldNotRunError(_describe(error)) from error


@click.group(
    cls=_Program,
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
