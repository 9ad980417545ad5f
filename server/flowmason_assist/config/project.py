"""The project that a pipeline belongs to, and the component files that its people wrote."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from flowmason_assist.catalogue.load import Catalogue

PROJECT_FILE = "flowmason.json"
COMPONENTS = "components"

_Signature = tuple[tuple[str, int, int], ...]

_MOST_FILES = 1000
_MOST_BYTES = 1024 * 1024


def project_root(folder: Path) -> Path | None:
    """Give the nearest folder, this one or above, that is a FlowMason project, or None."""
    return _project_root(Path(os.path.abspath(folder)))  # noqa: PTH100 - keeps links.


class ProjectCatalogues:
    """The catalogue for each file: what ships, and what its project adds."""

    def __init__(self, shipped: Catalogue) -> None:
        self._shipped = shipped
        self._catalogues: dict[Path, tuple[_Signature, Catalogue]] = {}
        self._current: set[Path] = set()  # Projects whose files were looked at.

    def of(self, path: Path) -> Catalogue:
        """Give the catalogue for a file."""
        root = project_root(path.parent)
        if root is None:
            return self._shipped
        if root not in self._current:
            self._current.add(root)
            signature = _signature(root)
            if root not in self._catalogues or self._catalogues[root][0] != signature:
                self._catalogues[root] = signature, with_project_components(self._shipped, root)
        return self._catalogues[root][1]

    def look_again(self) -> None:
        """Notice, when asked next, projects that came and component files that changed."""
        _project_root.cache_clear()
        self._current.clear()


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


def _signature(root: Path) -> _Signature:
    """Give what changes whenever a component file does."""
    found = []
    for path in component_files(root):
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)


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
