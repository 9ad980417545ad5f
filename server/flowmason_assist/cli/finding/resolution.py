"""The inheritance of one file, resolved within its project."""

import os
from pathlib import Path

from flowmason_assist.cli.checking.text_file import read_file
from flowmason_assist.cli.finding.index import open_index
from flowmason_assist.config.project import project_root
from flowmason_assist.errors import InputError
from flowmason_assist.ide.inheritance.chain import link_of
from flowmason_assist.ide.inheritance.problems import make_find
from flowmason_assist.ide.inheritance.resolve import Resolved, Unresolved, resolve
from flowmason_assist.syntax.parse import parse


def resolved(file: Path) -> Resolved | Unresolved:
    """Put all that a file inherits into one pipeline; raises `InputError` for unreadable files."""
    path = Path(os.path.abspath(file))  # noqa: PTH100 - resolve() would follow links.
    child = link_of(path, _sound_text(path, str(file)))
    if child is None:
        raise InputError(f'"{file}" is no pipeline: it must hold a JSON object')
    with open_index([project_root(path.parent) or path.parent]) as index:
        return resolve(child, make_find(index, lambda each: _sound_text(each, str(each))))


def _sound_text(path: Path, name: str) -> str:
    text = read_file(path, name)
    if parse(text).problems:
        raise InputError(f'"{name}" is not valid JSON; `flowmason-assist check` says where')
    return text
