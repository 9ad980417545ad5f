"""The pipelines in a folder, but for those that nobody wants to have checked."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.config.find import ConfigurationFinder

SUFFIX = ".pipeline.json"

_SKIPPED = frozenset({"__pycache__", "node_modules", "venv"})


@dataclass(frozen=True, slots=True)
class Unsearched:
    """A folder that could not be searched, or that has the name of a file, and why."""

    path: str
    message: str


def is_pipeline(name: str) -> bool:
    """Tell whether files of this name are pipelines."""
    return name.endswith(SUFFIX)


class PipelineSearch:
    """
    One walk through a folder, with what it meets; `is_wanted` judges the names of files.

    Folders that are hidden, excluded, or hold other people's packages are left out, and links
    to folders are not followed.
    """

    def __init__(
        self, finder: ConfigurationFinder, is_wanted: Callable[[str], bool] = is_pipeline
    ) -> None:
        self._finder = finder
        self._is_wanted = is_wanted
        self.files: list[Path] = []
        self.failures: list[Unsearched] = []

    def run(self, top: Path) -> None:
        """Walk through a folder."""
        if top.name.endswith(SUFFIX):
            self._fail(top, "is a folder, not a pipeline file")
            return
        for folder, folders, names in os.walk(top, onerror=self._unreadable):
            here = Path(folder)
            is_excluded = self._finder.for_folder(here).excludes
            kept = [
                name for name in folders if not _is_skipped(name) and not is_excluded(here / name)
            ]
            for name in kept:
                if name.endswith(SUFFIX):
                    self._fail(here / name, "is a folder, not a pipeline file")
            folders[:] = [name for name in kept if not name.endswith(SUFFIX)]
            self.files += [
                here / name
                for name in names
                if self._is_wanted(name)
                and not name.startswith(".")
                and not is_excluded(here / name)
            ]

    def _unreadable(self, error: OSError) -> None:
        self._fail(error.filename, f"cannot be searched: {error.strerror}")

    def _fail(self, path: Path | str, why: str) -> None:
        self.failures.append(Unsearched(str(path), f'"{path}" {why}'))


def _is_skipped(name: str) -> bool:
    return name.startswith(".") or name in _SKIPPED
