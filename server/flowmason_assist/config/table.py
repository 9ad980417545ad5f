"""Every setting in one table: files, environment, editors and documentation are read off it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import get_args

from flowmason_assist.lint.settings import ReaderName
from flowmason_assist.routing.permission import Permission

ENVIRONMENT_PREFIX = "FLOWMASON_ASSIST_"


class Kind(StrEnum):
    """What a setting holds."""

    FLAG = "flag"
    TEXT = "text"
    LIST = "list"  # Of texts.
    TABLE = "table"  # From a glob to a list of texts.
    PATTERNS = "patterns"  # A list of regular expressions.
    PERMISSIONS = "permissions"  # From a task to a list of texts like "cloud=never".
    NUMBER = "number"  # Not negative.
    MODELS = "models"  # From a name to what there is to say about a model.


class Scope(StrEnum):
    """
    Who may set a setting.

    What starts programs, or sends texts away, is for the owner of the machine: a project that
    somebody merely opened must not choose it. It may only be stricter.
    """

    PROJECT = "project"
    STRICTER = "stricter"  # A project switches on or adds to what holds, and takes nothing away.
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
        scope=Scope.STRICTER,
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
    Setting(
        "cache-folder",
        Kind.TEXT,
        "",
        "The folder of what is kept to be quicker next time. Empty means the system's for that.",
        scope=Scope.MACHINE,
    ),
    Setting(
        "models",
        Kind.MODELS,
        (),
        "The models that may be asked besides the one on this machine, by names of yours.",
        scope=Scope.MACHINE,
    ),
    Setting(
        "private",
        Kind.TEXT,
        "allow",
        "Whether models on your own machines may be asked.",
        choices=tuple(Permission),
        scope=Scope.MACHINE,
    ),
    Setting(
        "cloud",
        Kind.TEXT,
        "ask",
        "Whether models in the cloud may be asked; you see what is sent before you agree.",
        choices=tuple(Permission),
        scope=Scope.MACHINE,
    ),
    Setting(
        "permissions",
        Kind.PERMISSIONS,
        (),
        'What differs for single tasks, like {generate = ["cloud=allow"]}; "*" means every task.',
        scope=Scope.MACHINE,
    ),
    Setting(
        "sensitive-to-private",
        Kind.FLAG,
        False,
        "Let models on your own machines see what is sensitive. The cloud never does.",
        scope=Scope.MACHINE,
    ),
    Setting(
        "sensitive-paths",
        Kind.LIST,
        (),
        "Globs of files that never leave the machine, relative to the configuration file.",
        scope=Scope.STRICTER,
    ),
    Setting(
        "sensitive-patterns",
        Kind.PATTERNS,
        (),
        "Regular expressions; a text in which one of them is found never leaves the machine.",
        scope=Scope.STRICTER,
    ),
    Setting(
        "daily-budget",
        Kind.NUMBER,
        1.0,
        "The most US dollars that models may cost in a day.",
        scope=Scope.MACHINE,
    ),
    Setting(
        "monthly-budget",
        Kind.NUMBER,
        10.0,
        "The most US dollars that models may cost in a calendar month.",
        scope=Scope.MACHINE,
    ),
    Setting(
        "redact",
        Kind.FLAG,
        True,
        "Replace names, URLs and long texts of a pipeline by placeholders before it goes to the "
        "cloud, and put them back into the answer.",
        scope=Scope.MACHINE,
    ),
    Setting(
        "learn",
        Kind.FLAG,
        True,
        "Learn from outcomes which requests this machine's model cannot do.",
        scope=Scope.MACHINE,
    ),
    Setting(
        "keep-sent-text",
        Kind.FLAG,
        False,
        "Keep in the ledger what was sent to the cloud, besides its size and SHA-256.",
        scope=Scope.MACHINE,
    ),
    Setting(
        "ledger",
        Kind.TEXT,
        "",
        "The file in which routing writes its decisions down. Empty means the usual folder.",
        scope=Scope.MACHINE,
    ),
)

BY_NAME: Mapping[str, Setting] = MappingProxyType({setting.name: setting for setting in SETTINGS})
