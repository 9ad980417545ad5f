"""The project that a pipeline belongs to, and the component files that its people wrote."""

import os
from functools import cache
from pathlib import Path

PROJECT_FILE = "flowmason.json"
COMPONENTS = "components"

_MOST_FILES = 1000
_MOST_BYTES = 1024 * 1024


def project_root(folder: Path) -> Path | None:
    """Give the nearest folder, this one or above, that is a FlowMason project, or None."""
    return _project_root(Path(os.path.abspath(folder)))  # noqa: PTH100 - keeps links.


def component_files(root: Path) -> tuple[Path, ...]:
    """Give the Python files in a project's components folder, sorted."""
    found: list[Path] = []
    for folder, folders, names in os.walk(root / COMPONENTS):
        folders[:] = [each for each in folders if not each.startswith((".", "__pycache__"))]
        found += [Path(folder, name) for name in names if name.endswith(".py")]
        if len(found) > _MOST_FILES:
            break
    return tuple(sorted(found)[:_MOST_FILES])


def read_component_files(root: Path) -> list[tuple[Path, str]]:
    """Give the component files of a project with their texts; leave out what is no text."""
    texts: list[tuple[Path, str]] = []
    for path in component_files(root):
        try:
            if path.stat().st_size <= _MOST_BYTES:
                texts.append((path, path.read_text(encoding="utf-8-sig")))
        except (OSError, UnicodeDecodeError):
            continue
    return texts


@cache
def _project_root(folder: Path) -> Path | None:
    if (folder / PROJECT_FILE).is_file() or (folder / COMPONENTS).is_dir():
        return folder
    return None if folder == folder.parent else _project_root(folder.parent)
