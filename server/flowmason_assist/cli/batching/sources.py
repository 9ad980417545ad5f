"""From what stands on a command line to the items of a batch."""

import glob
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from flowmason_assist.cli.batching.item import Item, Json
from flowmason_assist.cli.checking.report import Failure
from flowmason_assist.config.find import ConfigurationFinder
from flowmason_assist.config.search import PipelineSearch
from flowmason_assist.errors import InputError

STANDARD_INPUT = "-"
LIST_MARK = "@"
LINE_SUFFIXES = (".jsonl", ".ndjson")

Found = Item | Failure


class FileSources:
    """
    Files, folders, globs, lists of them ("@list.txt") and lines of JSON, each file once.

    A folder stands for its pipelines, as in `check`. Problems of places that cannot be searched
    are found among the items.
    """

    def __init__(self, finder: ConfigurationFinder) -> None:
        self._finder = finder
        self._seen: set[str] = set()

    def items(self, arguments: Iterable[str]) -> Iterator[Found]:
        """Give what the arguments mean, in their order; files of a folder by name."""
        for argument in arguments:
            if argument.startswith(LIST_MARK):
                yield from self.items(line for _, line in _list_lines(argument))
            elif argument == STANDARD_INPUT or argument.endswith(LINE_SUFFIXES):
                yield from _json_items(argument)
            else:
                yield from self._paths(argument)

    def _paths(self, argument: str) -> Iterator[Found]:
        if os.path.lexists(argument) or not glob.has_magic(argument):
            yield from self._path(Path(argument))
            return
        matching = sorted(glob.iglob(argument, recursive=True))  # noqa: PTH207 - `**` and `/` alike.
        if not matching:
            yield Failure(argument, f'no file matches "{argument}"')
        for each in matching:
            yield from self._path(Path(each))

    def _path(self, path: Path) -> Iterator[Found]:
        if not os.path.isdir(path):  # noqa: PTH112 - `Path.is_dir` raises where we may not look.
            yield from self._file(path)
            return
        search = PipelineSearch(self._finder)
        search.run(path)
        for each in sorted(search.files):
            yield from self._file(each)
        yield from (Failure(each.path, each.message) for each in search.failures)

    def _file(self, path: Path) -> Iterator[Item]:
        real = os.path.realpath(path)
        if real not in self._seen:
            self._seen.add(real)
            yield Item(_key(str(path)), {"file": str(path)})


def text_items(arguments: Iterable[str]) -> Iterator[Item]:
    """
    Give the requests that lines of JSON, lists ("@list.txt") and text files hold.

    Each line of a list is a request, and so is each text file as a whole.
    """
    for argument in arguments:
        if argument.startswith(LIST_MARK):
            name = argument.removeprefix(LIST_MARK)
            for number, line in _list_lines(argument):
                yield Item(f"{_key(name)}:{number}", {"text": line})
        elif argument == STANDARD_INPUT or argument.endswith(LINE_SUFFIXES):
            yield from _json_items(argument)
        else:
            yield Item(_key(argument), {"file": argument})


def _list_lines(argument: str) -> Iterator[tuple[int, str]]:
    for number, line in _lines(argument.removeprefix(LIST_MARK)):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def _json_items(argument: str) -> Iterator[Item]:
    name = "<stdin>" if argument == STANDARD_INPUT else argument
    for number, line in _lines(argument):
        if line.strip():
            fields = _fields(line, f'line {number} of "{name}"')
            given = fields.get("id")
            yield Item(_key(f"{name}:{number}" if given is None else str(given)), fields)


def _fields(line: str, place: str) -> Mapping[str, Json]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place} is not JSON: {error}") from None
    if not isinstance(fields, dict):
        raise InputError(f'{place} must be an object, such as {{"file": "main.pipeline.json"}}')
    for key in ("file", "text"):
        if not isinstance(fields.get(key, ""), str):
            raise InputError(f'{place}: "{key}" must be a string')
    if "file" not in fields and "text" not in fields:
        raise InputError(f'{place} needs a "file" or a "text"')
    return fields


def _lines(name: str) -> Iterator[tuple[int, str]]:
    """Give the lines of a file with their numbers, one at a time."""
    try:
        if name == STANDARD_INPUT:
            yield from enumerate(map(_decoded, sys.stdin.buffer), 1)
            return
        with Path(name).open("rb") as stream:
            yield from enumerate(map(_decoded, stream), 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f'"{name}" cannot be read: {reason}') from None


def _decoded(line: bytes) -> str:
    return line.decode("utf-8-sig")


def _key(name: str) -> str:
    """Give a name as text that any database and any terminal takes."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")
