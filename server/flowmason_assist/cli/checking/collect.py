"""From the paths on a command line to the files that they mean."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist.cli.checking.report import Failure
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.config.search import PipelineSearch


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
        search = PipelineSearch(finder)
        search.run(path)
        for each in sorted(search.files):
            files.setdefault(os.path.realpath(each), each)
        failures += [Failure(each.path, each.message) for each in search.failures]
        if not search.files and not search.failures:
            empty.append(path)
    return Collected(tuple(files.values()), tuple(failures), tuple(empty))
