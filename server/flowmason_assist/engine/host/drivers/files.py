"""Local files of a dry run: all paths lead into a folder that lives as long as the run."""

import json
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from types import ModuleType
from typing import IO, Any

from flowmason_assist.engine.host.drivers.world import World, contents
from flowmason_assist.engine.host.fitting import fitting
from flowmason_assist.engine.host.trace import caller
from flowmason_assist.engine.json_value import Json

# Operations for which a file must be there before.
NEEDS_FILE = ("read", "delete", "parse_csv")
CSV = "id,name\n1,first sample\n2,second sample\n"


def modules(_world: World) -> Mapping[str, ModuleType]:
    """Modules to import in the place of the driver's."""

    @asynccontextmanager
    async def open_file(path: Path, mode: str = "r", **settings: Any) -> AsyncIterator[File]:  # noqa: ANN401
        with path.open(mode, **settings) as stream:
            yield File(stream)

    module = ModuleType("aiofiles")
    vars(module).update(open=open_file)
    return {"aiofiles": module}


class File:
    """An open file, read and written at once."""

    def __init__(self, stream: IO[Any]) -> None:
        self._stream = stream

    async def read(self) -> str | bytes:
        """All that is left."""
        content: str | bytes = self._stream.read()
        return content

    async def write(self, content: str | bytes) -> int:
        """Append at the current place."""
        return self._stream.write(content)


class PathInside:
    """What the connector takes for `pathlib.Path`: a path inside the run's folder."""

    def __init__(self, world: World) -> None:
        self._world = world

    def __call__(self, name: str) -> Path:
        """Path for a name; a file that the operation needs is made up if it is not there."""
        path = Path("files") / _inside(name)
        self._world.note('the files of "local_file" are made up')
        given = contents(self._world.found.get("local_file")).get(name)
        operation = caller().config.get("operation")
        if given is not None:
            _write(path, given if isinstance(given, str) else json.dumps(given))
        elif operation in NEEDS_FILE and not path.exists():
            _write(path, _made_up(name))
        elif operation == "list" and not path.exists():
            _write(path / "sample.txt", _made_up("sample.txt"))
        return path


def _inside(name: str) -> PurePath:
    """Name without its drive, its root and its ways out."""
    windows = PureWindowsPath(name)
    pure = windows if os.name == "nt" else PurePosixPath(name)
    return PurePath(*(part for part in pure.parts if part not in (pure.anchor, "..")))


def _write(path: Path, content: str) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", errors="replace")


def _made_up(name: str) -> str:
    stage = caller()
    content: Json = f"sample content of {name}"
    if name.lower().endswith(".csv"):
        content = CSV
    elif "json" in (stage.config.get("format"), name.lower().rpartition(".")[2]):
        content = json.dumps(fitting({"key": "value"}, stage.wanted.get("content", {})))
    return str(content)
