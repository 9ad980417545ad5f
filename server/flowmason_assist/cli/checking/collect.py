"""From the paths on a command line to the files that they mean."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.cli.checking.report import Failure
from flowmason_assist.config.find import ConfigurationFinder

SUFFIX = ".pipeline.json"

_SKIPPED = frozenset({"__pycache__", "node_modules", "venv"})


@dataclass(frozen=True, slots=True)
class Collected:
    """
    Files to check in the order of the command line, each once; folders' files sorted.

    `empty` are folders in which nothing was found.
    """

    files: tuple[Path, ...]
    failures: tuple[Failure, ...]
    empty: tuple[Path, ...]


def collect(paths: Iterable[Path], finder: ConfigurationFinder) -> Collected:
    """
    Search folders for pipelines; take files as they are, whatever their name.

    Folders that are hidden, excluded, or hold other people's packages are left out, and links
    to folders are not followed.
    """
    files: dict[str, Path] = {}
    failures: list[Failure] = []
    empty: list[Path] = []
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - `Path.is_dir` raises where we may not look.
            files.setdefault(os.path.realpath(path), path)
            continue
        search = _Search(finder)
        search.run(path)
        for each in sorted(search.files):
            files.setdefault(os.path.realpath(each), each)
        failures += search.failures
        if not search.files and not search.failures:
            empty.append(path)
    return Collected(tuple(files.values()), tuple(failures), tuple(empty))


class _Search:
    """One walk through a folder, with what it meets."""

    def __init__(self, finder: ConfigurationFinder) -> None:
        self._finder = finder
        self.files: list[Path] = []
        self.failures: list[Failure] = []

    def run(self, top: Path) -> None:
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
                if name.endswith(SUFFIX)
                and not name.startswith(".")
                and not is_excluded(here / name)
            ]

    def _unreadable(self, error: OSError) -> None:
        self._fail(error.filename, f"cannot be searched: {error.strerror}")

    def _fail(self, path: Path | str, why: str) -> None:
        self.failures.append(Failure(str(path), f'"{path}" {why}'))


def _is_skipped(name: str) -> bool:
    return name.startswith(".") or name in _SKIPPED
