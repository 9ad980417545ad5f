"""The settings that hold for each file: the client's over those in files, folder by folder."""

import logging
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from flowmason_assist.config.configuration import Configuration
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.config.table import BY_NAME
from flowmason_assist.errors import SettingsError

logger = logging.getLogger(__name__)

SECTION = "flowmasonAssist"
"""Where editors keep our settings."""

_CAPITAL = re.compile(r"(?<=[a-z])[A-Z]")


class EditorSettings:
    """
    What the client set, for everything and for single folders of its workspace.

    `problems` are the settings that nobody could understand, in words; they count as not set.
    """

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._common: Mapping[str, object] = {}
        self._by_folder: dict[Path, Mapping[str, object]] = {}
        self._finders: dict[Path | None, ConfigurationFinder] = {}

    def take(self, values: object) -> None:
        """Take what the client set for everything."""
        self._common = known_settings(values)
        self.forget_files()

    def take_folders(self, values: Iterable[tuple[Path, object]]) -> None:
        """Take what the client set for the folders of its workspace."""
        self._by_folder = {folder: known_settings(each) for folder, each in values}
        self.forget_files()

    def forget_files(self) -> None:
        """Read the configuration files again when they are needed next."""
        self._finders.clear()
        self.problems.clear()

    def configuration(self, path: Path) -> Configuration:
        """Give the settings for a file; the defaults where what is written is wrong."""
        try:
            return self.finder(path).for_file(path)
        except SettingsError as error:
            if str(error) not in self.problems:
                logger.warning("%s; the defaults are used", error)
                self.problems.append(str(error))
            return Configuration()

    def finder(self, path: Path) -> ConfigurationFinder:
        """Give what finds the settings for the files in or below a folder."""
        holders = (each for each in self._by_folder if path.is_relative_to(each))
        folder = max(holders, key=lambda each: len(each.parts), default=None)
        if folder not in self._finders:
            values = self._by_folder[folder] if folder is not None else self._common
            self._finders[folder] = ConfigurationFinder(os.environ, overrides=values)
        return self._finders[folder]


def known_settings(values: object) -> dict[str, object]:
    """Give the settings in what a client sent, by our names; what is not set is left out."""
    found: dict[str, object] = {}
    for key, value in values.items() if isinstance(values, Mapping) else ():
        name = _CAPITAL.sub(lambda match: f"-{match[0].lower()}", str(key)).replace("_", "-")
        if name in BY_NAME and value is not None:
            found[name] = value
    return found
