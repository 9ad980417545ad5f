"""Where what was read of files is kept between two starts: a database in the user's cache."""

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flowmason_assist import __version__
from flowmason_assist.ide.index.mention import FileFacts, Found, Kind, Mention, Role
from flowmason_assist.text.span import Span

_FORMAT = 1
"""Counts up when what is kept, or how it is read from a file, changes."""

_FILE = "workspace.sqlite"
_SECONDS_TO_WAIT = 5.0
_DROP = "DROP TABLE IF EXISTS files; DROP TABLE IF EXISTS mentions;"
_TABLES = """
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, modified INTEGER NOT NULL, size INTEGER NOT NULL, digest BLOB NOT NULL,
    pipeline_id TEXT NOT NULL, pipeline_name TEXT NOT NULL, version TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mentions (
    path TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL,
    holder TEXT NOT NULL, owner TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS mentions_by_file ON mentions (path);
CREATE INDEX IF NOT EXISTS mentions_by_name ON mentions (kind, name);
CREATE TEMP TABLE scope (path TEXT PRIMARY KEY) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class State:
    """Which state of a file was read."""

    modified: int
    size: int
    digest: bytes


class Store:
    """
    The database, shared by all programs of a user.

    A file that is damaged is made anew, and where none can be written the memory does. Without a
    path, the memory does too.
    """

    def __init__(self, path: Path | None) -> None:
        self._database = _opened(path) or _prepared(sqlite3.connect(":memory:"))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def states(self) -> Mapping[str, State]:
        """Give the states of all files that were read."""
        rows = self._database.execute("SELECT path, modified, size, digest FROM files")
        return {path: State(*state) for path, *state in rows}

    def state(self, path: Path) -> State | None:
        """Give the state of a file that was read, None if it never was."""
        query = "SELECT modified, size, digest FROM files WHERE path = ?"
        row = self._database.execute(query, (_text(path),)).fetchone()
        return State(*row) if row else None

    def keep(self, facts: FileFacts, state: State) -> None:
        """Keep what a file says, instead of what it said before."""
        path = _text(facts.path)
        with self._database:
            self._forget(path)
            names = (facts.pipeline_id, facts.pipeline_name, facts.version)
            row = (path, state.modified, state.size, state.digest, *map(_clean, names))
            self._database.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            self._database.executemany(
                "INSERT INTO mentions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (_row(path, each) for each in facts.mentions),
            )

    def touch(self, path: Path, state: State) -> None:
        """Note that a file was written again with what it had."""
        with self._database:
            self._database.execute(
                "UPDATE files SET modified = ?, size = ? WHERE path = ?",
                (state.modified, state.size, _text(path)),
            )

    def forget(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
        with self._database:
            for path in paths:
                self._forget(path)

    def limit(self, paths: Iterable[Path]) -> None:
        """Let all questions be about these files, until other files are named."""
        with self._database:
            self._database.execute("DELETE FROM scope")
            rows = ((_text(path),) for path in paths)
            self._database.executemany("INSERT OR IGNORE INTO scope VALUES (?)", rows)

    def widen(self, path: Path) -> None:
        """Let questions be about one file more."""
        with self._database:
            self._database.execute("INSERT OR IGNORE INTO scope VALUES (?)", (_text(path),))

    def named(self, kind: Kind, name: str) -> Iterator[Found]:
        """Give the places that have this name, file by file."""
        return self._mentions("kind = ? AND name = ?", (kind, _clean(name)))

    def of_kind(self, kind: Kind) -> Iterator[Found]:
        """Give all places of a kind, file by file."""
        return self._mentions("kind = ?", (kind,))

    def in_file(self, path: Path) -> Iterator[Found]:
        """Give all places of a file."""
        return self._mentions("path = ?", (_text(path),))

    def containing(self, part: str, kinds: Iterable[Kind], limit: int) -> Iterator[Found]:
        """Give definitions whose names contain a text, in any case, the shortest names first."""
        escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        listed = ", ".join(f"'{kind}'" for kind in kinds)
        return self._mentions(
            f"role = 'definition' AND kind IN ({listed}) AND name LIKE ? ESCAPE '\\'",
            (f"%{_clean(escaped)}%",),
            f"length(name), name, path, start LIMIT {limit}",
        )

    def pipelines(self) -> Iterator[FileFacts]:
        """Give the names of all pipelines, without their mentions."""
        rows = self._database.execute(
            "SELECT path, pipeline_id, pipeline_name, version FROM files JOIN scope USING (path) "
            "WHERE path LIKE '%.pipeline.json' ORDER BY path"
        )
        for path, *names in rows:
            yield FileFacts(Path(path), (), *names)

    def _mentions(
        self, condition: str, values: tuple[str, ...], order: str = "path, start"
    ) -> Iterator[Found]:
        rows = self._database.execute(
            "SELECT mentions.* FROM mentions JOIN scope USING (path) "  # noqa: S608 - words of ours
            f"WHERE {condition} ORDER BY {order}",
            values,
        )
        for path, kind, name, role, start, stop, line, column, holder, owner in rows:
            span = Span(start, stop)
            mention = Mention(Kind(kind), name, Role(role), span, line, column, holder, owner)
            yield Found(Path(path), mention)

    def _forget(self, path: str) -> None:
        self._database.execute("DELETE FROM files WHERE path = ?", (path,))
        self._database.execute("DELETE FROM mentions WHERE path = ?", (path,))


def cache_path(folder: str) -> Path:
    """Give the place of the database in a folder; an empty one means the user's cache."""
    return cache_folder(folder) / _FILE


def cache_folder(folder: str) -> Path:
    """Give the folder that is set for what is kept; an empty one means the user's cache."""
    if folder:
        return Path(folder)
    import platformdirs

    return platformdirs.user_cache_path("flowmason-assist", appauthor=False)


def _opened(path: Path | None) -> sqlite3.Connection | None:
    if path is None:
        return None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _prepared(_connected(path))
    except sqlite3.OperationalError:
        return None  # Locked, read-only or full: the work goes on without it.
    except sqlite3.DatabaseError:
        with contextlib.suppress(OSError, sqlite3.Error):
            path.unlink()
            return _prepared(_connected(path))
        return None
    except OSError:
        return None


def _connected(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # Nobody else is to read it.
    return sqlite3.connect(path, timeout=_SECONDS_TO_WAIT)


def _prepared(database: sqlite3.Connection) -> sqlite3.Connection:
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = OFF")  # A cache that breaks is made anew.
    version = zlib.crc32(f"{__version__} {_FORMAT}".encode()) >> 1
    if database.execute("PRAGMA user_version").fetchone() != (version,):
        database.executescript(_DROP)
        database.execute(f"PRAGMA user_version = {version}")
    database.executescript(_TABLES)
    return database


def _row(path: str, mention: Mention) -> tuple[object, ...]:
    return (
        path,
        str(mention.kind),
        _clean(mention.name),
        str(mention.role),
        mention.span.start,
        mention.span.end,
        mention.line,
        mention.column,
        _clean(mention.holder),
        _clean(mention.owner),
    )


def _text(path: Path) -> str:
    return _clean(str(path))


def _clean(text: str) -> str:
    """Give a text without what a database cannot hold."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
