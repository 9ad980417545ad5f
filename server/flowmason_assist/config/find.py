"""Which settings hold for a file: defaults, the nearest file above it, the environment."""

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from flowmason_assist.config.configuration import Configuration, override
from flowmason_assist.config.table import SETTINGS, Scope
from flowmason_assist.config.value import from_text
from flowmason_assist.errors import SettingsError

FILE_NAME = "flowmason-assist.toml"
PROJECT_FILE_NAME = "pyproject.toml"
TABLE_NAME = "flowmason-assist"


class ConfigurationFinder:
    """
    Finds the configuration for any path and remembers it for each folder.

    The user's own file counts least; the nearest one above a path counts more, `overrides` come
    from an editor and count more than files; the environment counts most.
    With a `file`, that one holds for every path; without `search`, none is looked for.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        *,
        overrides: Mapping[str, object] | None = None,
        file: Path | None = None,
        search: bool = True,
    ) -> None:
        self._environment = environment
        self._overrides = overrides or {}
        self._search = search
        self._own = _own_settings(environment) if search else Configuration()
        self._fixed = _require(file, self._own) if file else None
        self._known: dict[Path, Configuration] = {}
        self._nearest: dict[Path, Configuration] = {}

    def for_file(self, path: Path) -> Configuration:
        """Give the configuration that holds for the file at `path`."""
        return self.for_folder(path.parent)

    def for_folder(self, path: Path) -> Configuration:
        """Give the configuration that holds for the files in the folder at `path`."""
        folder = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links.
        if folder not in self._known:
            edited = override(
                self._from_files(folder), self._overrides, "the editor's settings", Scope.MACHINE
            )
            self._known[folder] = with_environment(edited, self._environment)
        return self._known[folder]

    def _from_files(self, folder: Path) -> Configuration:
        if self._fixed or not self._search:
            return self._fixed or self._own
        if folder not in self._nearest:
            above = folder.parent
            self._nearest[folder] = read_folder(folder, self._own) or (
                self._own if above == folder else self._from_files(above)
            )
        return self._nearest[folder]


def read_folder(folder: Path, below: Configuration) -> Configuration | None:
    """Give what the configuration file in a folder says over what holds `below` it."""
    own = read_file(folder / FILE_NAME, below)
    return own if own is not None else read_file(folder / PROJECT_FILE_NAME, below)


def read_file(path: Path, below: Configuration) -> Configuration | None:
    """
    Give what a project's configuration file says; None where it does not exist or is not about us.

    Raises SettingsError for what is written wrong.
    """
    document = _document(path)
    if document is None:
        return None
    values: Any = document
    if path.name == PROJECT_FILE_NAME:
        tool = document.get("tool")
        values = tool.get(TABLE_NAME) if isinstance(tool, dict) else None
        if values is None:
            return None
        if not isinstance(values, dict):
            raise SettingsError(f'in "{path}": "tool.{TABLE_NAME}" must be a table')
    root = replace(below, root=path.parent, source=path)
    return override(root, values, f'in "{path}"', Scope.PROJECT)


def user_file(environment: Mapping[str, str]) -> Path | None:
    """
    Give where the user's own settings are, for all projects; None where nobody is at home.

    The usual places of each system; a library for these would take longer than a check.
    """
    home = environment.get("HOME")
    if sys.platform == "win32":
        base = environment.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = home and f"{home}/Library/Application Support"
    else:
        base = environment.get("XDG_CONFIG_HOME") or (home and f"{home}/.config")
    return Path(base, TABLE_NAME, FILE_NAME) if base else None


def _own_settings(environment: Mapping[str, str]) -> Configuration:
    path = user_file(environment)
    values = _document(path) if path else None
    if not values:
        return Configuration()
    root = Configuration(root=Path.home(), source=path)
    return override(root, values, f'in "{path}"', Scope.MACHINE)


def with_environment(configuration: Configuration, environment: Mapping[str, str]) -> Configuration:
    """Give the configuration with what `FLOWMASON_ASSIST_*` variables override."""
    for setting in SETTINGS:
        text = environment.get(setting.variable)
        if text is not None:
            origin = f"in the environment variable {setting.variable}"
            values = {setting.name: from_text(setting, text, origin)}
            configuration = override(configuration, values, origin, Scope.MACHINE)
    return configuration


def _require(path: Path, below: Configuration) -> Configuration:
    found = read_file(path, below)
    if found is None:
        raise SettingsError(f'"{path}" is no configuration file: it is missing or not about us')
    return found


def _document(path: Path) -> dict[str, Any] | None:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f'"{path}" cannot be read: {error}') from None
    if path.name == PROJECT_FILE_NAME and TABLE_NAME not in text:
        return None
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f'"{path}" is not TOML: {error}') from None
