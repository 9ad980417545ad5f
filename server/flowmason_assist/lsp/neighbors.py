"""The other pipelines and tests of the project that a file belongs to."""

import os
from collections.abc import Iterator
from pathlib import Path

from flowmason_assist.config.project import project_root
from flowmason_assist.ide.elsewhere import PIPELINE, TEST
from flowmason_assist.lsp.session import Session

_SKIPPED = frozenset({"__pycache__", "node_modules", "venv"})
_MOST_FILES = 5000
_MOST_BYTES = 4 * 1024 * 1024


def neighbors(session: Session, path: Path) -> Iterator[tuple[Path, str]]:
    """
    Give the other files of a project with their latest text, as far as they can be read.

    Outside a project these are the files of the folder and of those below it.
    """
    if not path.is_absolute():
        return
    for count, found in enumerate(_files(project_root(path.parent) or path.parent)):
        if count >= _MOST_FILES:
            return
        text = None if found == path else _text(session, found)
        if text is not None:
            yield found, text


def _files(top: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(top):
        folders[:] = [
            name for name in sorted(folders) if not name.startswith(".") and name not in _SKIPPED
        ]
        for name in sorted(names):
            if name.endswith((PIPELINE, TEST)):
                yield Path(folder, name)


def _text(session: Session, path: Path) -> str | None:
    uri = session.uri(path)
    if uri is not None:
        return session.text(uri)
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
