"""The journal of a batch: what is to be done and what came of it, safe from any crash."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from flowmason_assist.cli.batching.item import Item, Json, Result
from flowmason_assist.cli.batching.work import state_of
from flowmason_assist.errors import InputError

_PAGE = 1000
_CACHE_KIB = 16 * 1024
_TABLES = """
CREATE TABLE IF NOT EXISTS work (identity TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS items (
    number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, fields TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS results (
    key TEXT PRIMARY KEY, value TEXT, error TEXT, state TEXT, milliseconds REAL NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Row:
    """An item with its result."""

    item: Item
    result: Result


class Journal:
    """
    A database that one batch has open; without a path, one that ends with the process.

    Raises InputError when the file is something else, when another batch has it open, and when
    it cannot be written.
    """

    def __init__(self, path: Path | None, identity: Mapping[str, Json]) -> None:
        self._path = path
        with self._explained():
            self._database = sqlite3.connect(path or "", timeout=0, isolation_level=None)
            self._open()
            self._claim(json.dumps(identity, sort_keys=True))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def plan(self, items: Iterable[Item]) -> None:
        """
        Take what is to be done, in its order, instead of what was planned before.

        Results of files that changed since, and errors, are forgotten, so that these items are
        done again.
        """
        with self._transaction() as database:
            database.execute("DELETE FROM items")
            for item in items:
                self._add(item)
            kept = database.execute("SELECT key, state FROM results WHERE error IS NULL")
            stale = [(key,) for key, state in kept if state and self._has_changed(key, state)]
            database.executemany("DELETE FROM results WHERE key = ?", stale)
            database.execute("DELETE FROM results WHERE error IS NOT NULL")

    def record(self, results: Iterable[Result]) -> None:
        """Keep results, all or none, before this returns."""
        rows = [
            (each.key, each.value, each.error, each.state, each.milliseconds) for each in results
        ]
        with self._transaction() as database:
            database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)", rows)

    def pending(self) -> Iterator[Item]:
        """Give the items without results, in their order; results may be recorded meanwhile."""
        last = 0
        while True:
            page = self._query(
                "SELECT number, key, fields FROM items LEFT JOIN results USING (key) "
                "WHERE results.key IS NULL AND number > ? ORDER BY number LIMIT ?",
                (last, _PAGE),
            )
            if not page:
                return
            for number, key, fields in page:
                last = number
                yield Item(key, json.loads(fields))

    def rows(self) -> Iterator[Row]:
        """Give the items that have results, in their order."""
        last = 0
        while True:
            page = self._query(
                "SELECT number, key, fields, value, error, milliseconds "
                "FROM items JOIN results USING (key) WHERE number > ? ORDER BY number LIMIT ?",
                (last, _PAGE),
            )
            if not page:
                return
            for number, key, fields, value, error, milliseconds in page:
                last = number
                result = Result(key, value, error, milliseconds=milliseconds)
                yield Row(Item(key, json.loads(fields)), result)

    def count(self) -> tuple[int, int]:
        """Give the number of all items, and of those that have results."""
        [(planned, done)] = self._query(
            "SELECT count(*), count(results.key) FROM items LEFT JOIN results USING (key)"
        )
        return planned, done

    def _open(self) -> None:
        self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._database.execute("BEGIN EXCLUSIVE")  # The lock stays until the process ends.
        for statement in filter(str.strip, _TABLES.split(";")):
            self._database.execute(statement)
        self._database.execute("COMMIT")

    def _claim(self, identity: str) -> None:
        known = self._query("SELECT identity FROM work")
        if not known:
            self._database.execute("INSERT INTO work VALUES (?)", (identity,))
        elif known[0][0] != identity:
            raise InputError(
                f'the journal "{self._path}" is of other work: it has {known[0][0]}, this is '
                f"{identity}; name another file, or delete that one"
            )

    def _add(self, item: Item) -> None:
        try:
            self._database.execute(
                "INSERT INTO items (key, fields) VALUES (?, ?)", (item.key, json.dumps(item.fields))
            )
        except sqlite3.IntegrityError:
            raise InputError(
                f'two items are called "{item.key}"; each needs an "id" of its own'
            ) from None

    def _has_changed(self, key: str, state: str) -> bool:
        fields = self._query("SELECT fields FROM items WHERE key = ?", (key,))
        return bool(fields) and state_of(json.loads(fields[0][0])["file"]) != state

    def _query(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Json, ...]]:
        with self._explained():
            return self._database.execute(statement, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._explained():
            self._database.execute("BEGIN")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    @contextmanager
    def _explained(self) -> Iterator[None]:
        name = f'the journal "{self._path}"' if self._path else "the temporary journal"
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise InputError(
                    f"{name} is in use by another batch; wait for its end, or name another file"
                ) from None
            raise InputError(
                f"{name} cannot be used: {error}; what is recorded is safe, and the same command "
                "goes on from there"
            ) from None
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"{name} is no journal of ours, or it is damaged: {error}; name another file"
            ) from None
