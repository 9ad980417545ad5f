"""Every setting in one table: files, environment, editors and documentation are read off it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import get_args

from flowmason_assist.lint.settings import ReaderName

ENVIRONMENT_PREFIX = "FLOWMASON_ASSIST_"


class Kind(StrEnum):
    """What a setting holds."""

    FLAG = "flag"
    TEXT = "text"
    LIST = "list"  # Of texts.
    TABLE = "table"  # From a glob to a list of texts.


class Scope(StrEnum):
    """
    Who may set a setting.

    What starts programs is for the owner of the machine: a project that somebody merely opened
    must not choose it.
    """

    PROJECT = "project"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting; `choices` are all texts that it takes, where these are few."""

    name: str
    kind: Kind
    default: object
    description: str
    choices: tuple[str, ...] = ()
    scope: Scope = Scope.PROJECT

    @property
    def field(self) -> str:
        """Give the name of the setting in Python."""
        return self.name.replace("-", "_")

    @property
    def variable(self) -> str:
        """Give the name of the environment variable that overrides the setting."""
        return ENVIRONMENT_PREFIX + self.field.upper()


SETTINGS = (
    Setting(
        "select",
        Kind.LIST,
        (),
        'Rules to check: codes, beginnings of codes like "FM3", or names. Empty means all.',
    ),
    Setting(
        "ignore",
        Kind.LIST,
        (),
        'Rules to leave out, written as in "select".',
    ),
    Setting(
        "per-file-ignores",
        Kind.TABLE,
        (),
        "Rules to leave out in the files that a glob names, relative to the configuration file.",
    ),
    Setting(
        "reader",
        Kind.TEXT,
        "all",
        "The part of FlowMason whose view of a file counts; with all of them, the command "
        "line's decides what is an error.",
        choices=get_args(ReaderName),
    ),
    Setting(
        "exclude",
        Kind.LIST,
        (),
        "Globs of files and folders to leave out when a folder is searched, relative to the "
        "configuration file.",
    ),
    Setting(
        "offline",
        Kind.FLAG,
        False,
        "Open no network connection at all.",
    ),
    Setting(
        "interpreter",
        Kind.TEXT,
        "",
        "The Python that has FlowMason installed, for dry runs. Empty means our own.",
        scope=Scope.MACHINE,
    ),
    Setting(
        "models-folder",
        Kind.TEXT,
        "",
        "The folder of installed models. Empty means the one that the system has for such data.",
        scope=Scope.MACHINE,
    ),
)

BY_NAME: Mapping[str, Setting] = MappingProxyType({setting.name: setting for setting in SETTINGS})
