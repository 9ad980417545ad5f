"""A command whose subcommands are the modules of a package."""

import importlib
import pkgutil
from types import ModuleType
from typing import Any

import click


class FolderGroup(click.Group):
    """Finds its subcommands in a package, and imports one when it is asked for."""

    def __init__(self, *args: Any, package: ModuleType, **attributes: Any) -> None:  # noqa: ANN401 - as click has them.
        super().__init__(*args, **attributes)
        self._package = package

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of the modules; packages and `main` are none."""
        del ctx
        modules = pkgutil.iter_modules(self._package.__path__)
        names = (each.name for each in modules if not each.ispkg and each.name != "main")
        return sorted(name.replace("_", "-") for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a subcommand; for a name that is none, say which one may be meant."""
        known = self.list_commands(ctx)
        if cmd_name not in known:
            import difflib

            close = difflib.get_close_matches(cmd_name, known, n=1)
            hint = f'did you mean "{close[0]}"?' if close else f"there are {', '.join(known)}"
            ctx.fail(f'there is no command "{cmd_name}"; {hint}')
        module = importlib.import_module(f"{self._package.__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command
