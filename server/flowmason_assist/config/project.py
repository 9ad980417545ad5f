"""The project that a pipeline belongs to, and the component files that its people wrote."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from flowmason_assist.catalogue.load import Catalogue

PROJECT_FILE = "flowmason.json"
COMPONENTS = "components"

_MOST_FILES = 1000
_MOST_BYTES = 1024 * 1024


def project_root(folder: Path) -> Path | None:
    """Give the nearest folder, this one or above, that is a FlowMason project, or None."""
    return _project_root(Path(os.path.abspath(folder)))  # noqa: PTH100 - keeps links.


def forget_projects() -> None:
    """Look for projects anew: one may have come or gone."""
    _project_root.cache_clear()


def component_files(root: Path) -> tuple[Path, ...]:
    """Give the Python files in a project's components folder, sorted."""
    found: list[Path] = []
    for folder, folders, names in os.walk(root / COMPONENTS):
        folders[:] = [each for each in folders if not each.startswith((".", "__pycache__"))]
        found += [Path(folder, name) for name in names if name.endswith(".py")]
        if len(found) > _MOST_FILES:
            break
    return tuple(sorted(found)[:_MOST_FILES])


def with_project_components(catalogue: Catalogue, root: Path) -> Catalogue:
    """Give a catalogue that also has what people wrote in the project at `root`."""
    files = list(_texts(root))
    if not files:
        return catalogue
    from flowmason_assist.catalogue.project import read_project_components

    return catalogue.with_components(read_project_components(files)[0])


def _texts(root: Path) -> Iterator[tuple[Path, str]]:
    """Give the component files with their texts; what is no text is no component either."""
    for path in component_files(root):
        try:
            if path.stat().st_size <= _MOST_BYTES:
                yield path, path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue


@cache
def _project_root(folder: Path) -> Path | None:
    if (folder / PROJECT_FILE).is_file() or (folder / COMPONENTS).is_dir():
        return folder
    return None if folder == folder.parent else _project_root(folder.parent)
