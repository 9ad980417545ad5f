"""What the user configured, and how one source of settings overrides another."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flowmason_assist.config.glob import matches
from flowmason_assist.config.table import BY_NAME, Scope, Setting
from flowmason_assist.config.value import checked
from flowmason_assist.errors import SettingsError
from flowmason_assist.lint.settings import LintSettings, ReaderName
from flowmason_assist.routing.permission import Permission

if TYPE_CHECKING:
    from flowmason_assist.routing.known_models import KnownModel
    from flowmason_assist.routing.policy import TaskPermission


@dataclass(frozen=True, slots=True)
class Configuration:
    """
    The settings that hold for a file; one field for each row of the table of settings.

    `root` is the folder that globs are relative to, `source` the file that was read.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    reader: ReaderName = "all"
    exclude: tuple[str, ...] = ()
    offline: bool = False
    interpreter: str = ""
    models_folder: str = ""
    cache_folder: str = ""
    models: tuple["KnownModel", ...] = ()
    private: str = Permission.ALLOW
    cloud: str = Permission.ASK
    permissions: tuple["TaskPermission", ...] = ()
    sensitive_to_private: bool = False
    sensitive_paths: tuple[str, ...] = ()
    sensitive_patterns: tuple[str, ...] = ()
    daily_budget: float = 1.0
    monthly_budget: float = 10.0
    redact: bool = True
    learn: bool = True
    keep_sent_text: bool = False
    ledger: str = ""
    root: Path = field(default=Path(), kw_only=True)
    source: Path | None = field(default=None, kw_only=True)

    @property
    def rule_selectors(self) -> tuple[str, ...]:
        """Give all that is written where a rule is meant."""
        per_file = (code for _, codes in self.per_file_ignores for code in codes)
        return (*self.select, *self.ignore, *per_file)

    def lint_settings(self, path: Path) -> LintSettings:
        """Give what lint needs for the file at `path`."""
        relative = self._relative(path)
        ignored_here = (
            code
            for pattern, codes in self.per_file_ignores
            if matches(pattern, relative)
            for code in codes
        )
        ignore = (*self.ignore, *ignored_here)
        return LintSettings(select=self.select, ignore=ignore, reader=self.reader)

    def guards(self, path: Path) -> bool:
        """Tell whether the file at `path` must never leave the machine."""
        relative = self._relative(path)
        return any(matches(pattern, relative) for pattern in self.sensitive_paths)

    def excludes(self, path: Path) -> bool:
        """Tell whether a search leaves out the file or folder at `path`."""
        if not self.exclude:
            return False
        relative = self._relative(path)
        return any(matches(pattern, relative) for pattern in self.exclude)

    def _relative(self, path: Path) -> str:
        try:
            relative = os.path.relpath(path, self.root)
        except ValueError:  # Another drive, on Windows.
            relative = str(path)
        return relative.replace(os.sep, "/")


def override(
    configuration: Configuration,
    values: Mapping[str, object],
    origin: str,
    scope: Scope,
) -> Configuration:
    """
    Give a configuration in which `values`, named as in the table of settings, count.

    `origin` says in messages where the values come from, `scope` what may be set there.
    """
    changes = {}
    for name, value in values.items():
        setting = _setting(name, origin)
        if scope is Scope.PROJECT and setting.scope is Scope.MACHINE:
            raise SettingsError(
                f'{origin}: "{name}" cannot be set for a project, because it decides what runs'
                f" or what is sent away; write it in your own settings, or set {setting.variable}"
            )
        new = checked(setting, value, origin)
        if scope is Scope.PROJECT and setting.scope is Scope.STRICTER:
            new = _stricter(getattr(configuration, setting.field), new)
        changes[setting.field] = new
    return replace(configuration, **changes)


def _stricter(old: object, new: object) -> object:
    """Give a flag that is on when either is, or a list with what both hold."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        return (*old, *new)
    return new or old


def _setting(name: str, origin: str) -> Setting:
    setting = BY_NAME.get(name)
    if setting is None:
        import difflib

        close = difflib.get_close_matches(name.replace("_", "-"), BY_NAME, n=1)
        hint = f'did you mean "{close[0]}"?' if close else f"known are {', '.join(BY_NAME)}"
        raise SettingsError(f'{origin}: unknown setting "{name}"; {hint}')
    return setting
