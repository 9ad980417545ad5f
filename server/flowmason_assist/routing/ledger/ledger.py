"""
The book of decisions: what was asked of whom and why, what was sent, what it cost.

SQLite with a write-ahead log, so that several processes may write. Requests are not kept; of
what was sent to others there are size, SHA-256 and, if the user wants that, the bytes.
"""

import json
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

from flowmason_assist.llm.gate import Outgoing
from flowmason_assist.routing.learn import Weights
from flowmason_assist.routing.ledger.entry import Entry, Outcome, Spent, Verdict
from flowmason_assist.routing.ledger.schema import prepare
from flowmason_assist.routing.route import Level, Tier

MOST_DECISIONS = 50_000
_TIDY_EVERY = 500
_BUSY_SECONDS = 2.0
_JSON = ("kinds", "features", "reasons")
_NOT_STORED = ("number", "sent_bytes", "hashes")
_COLUMNS = tuple(each.name for each in fields(Entry) if each.name not in _NOT_STORED)
_log = logging.getLogger(__name__)


class Ledger:
    """An open ledger; `is_lasting` tells whether it survives the process."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        is_lasting: bool,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._connection = connection
        self._clock = clock
        self.is_lasting = is_lasting

    @classmethod
    def open(cls, path: Path, clock: Callable[[], float] = time.time) -> Self:
        """
        Open the ledger in a file, which is made where there is none.

        What cannot be used as a ledger is put aside, and where nothing can be written the
        ledger is kept in memory: answers matter more than books, but nothing is sent to the
        cloud then.
        """
        for _ in range(2):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                return cls(_connect(path), is_lasting=True, clock=clock)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    _log.warning("the ledger %s cannot be opened: %s", path, error)
                    break
                aside = path.with_suffix(f".broken-{int(clock())}")
                _log.warning("%s is no ledger (%s); it is kept as %s", path, error, aside.name)
                with suppress(OSError):
                    path.rename(aside)
            except OSError as error:
                _log.warning("the ledger %s cannot be written: %s", path, error.strerror)
                break
        return cls.in_memory(clock)

    @classmethod
    def in_memory(cls, clock: Callable[[], float] = time.time) -> Self:
        """Give a ledger that nobody will read later."""
        return cls(_connect(None), is_lasting=False, clock=clock)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def record(self, entry: Entry) -> int:
        """Write a decision down and give its number; raises sqlite3.Error."""
        values = _to_row(entry)
        values["at"] = entry.at or self._clock()
        number = self._write(
            f"INSERT INTO decisions ({', '.join(values)})"  # noqa: S608 - our own names.
            f" VALUES ({', '.join('?' * len(values))})",
            tuple(values.values()),
        )
        if number % _TIDY_EVERY == 0:
            self._tidy(number - MOST_DECISIONS)
        return number

    def finish(self, number: int, entry: Entry) -> None:
        """Write down how a decision ended; raises sqlite3.Error."""
        values = _to_row(entry)
        del values["at"]
        names = ", ".join(f"{name} = ?" for name in values)
        self._write(
            f"UPDATE decisions SET {names} WHERE number = ?",  # noqa: S608 - our own names.
            (*values.values(), number),
        )

    def intend(
        self, number: int, model: str, place: str, outgoing: Outgoing, *, keeps_text: bool
    ) -> None:
        """Write down what is about to leave; raises sqlite3.Error, and then nothing may leave."""
        self._write(
            "INSERT INTO sends (decision, at, model, place, sha256, size, text)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                self._clock(),
                model,
                place,
                outgoing.fingerprint,
                len(outgoing.body),
                outgoing.body if keeps_text else None,
            ),
        )

    def judge(self, number: int, verdict: Verdict) -> Entry | None:
        """Write down what became of an answer; gives its entry, None where there is none."""
        self._write("UPDATE decisions SET verdict = ? WHERE number = ?", (verdict, number))
        return next(self._entries("WHERE decisions.number = ?", (number,)), None)

    def entries(self, since: float = 0.0, most: int = MOST_DECISIONS) -> list[Entry]:
        """Give the latest decisions since a moment, the oldest first."""
        found = self._entries(
            "WHERE decisions.at >= ? GROUP BY decisions.number"
            " ORDER BY decisions.number DESC LIMIT ?",
            (since, most),
        )
        return list(found)[::-1]

    def spent(self) -> Spent:
        """Give what models cost today and this month."""
        now = datetime.fromtimestamp(self._clock()).astimezone()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        sums = self._connection.execute(
            "SELECT model, SUM(cost), SUM(CASE WHEN at >= ? THEN cost ELSE 0 END)"
            " FROM decisions WHERE at >= ? AND cost > 0 GROUP BY model",
            (midnight.timestamp(), midnight.replace(day=1).timestamp()),
        ).fetchall()
        return Spent(
            today=sum(today for _, _, today in sums),
            this_month=sum(month for _, month, _ in sums),
            by_model=MappingProxyType({str(model): today for model, _, today in sums}),
        )

    def weights(self, task: str) -> Weights:
        """Give what was learned about a task."""
        row = self._connection.execute(
            "SELECT bias, by_feature, outcomes FROM weights WHERE task = ?", (task,)
        ).fetchone()
        if row is None:
            return Weights()
        return Weights(row[0], MappingProxyType(json.loads(row[1])), row[2])

    def learned(self) -> dict[str, Weights]:
        """Give what was learned, by task."""
        tasks = self._connection.execute("SELECT task FROM weights ORDER BY task").fetchall()
        return {task: self.weights(task) for (task,) in tasks}

    def keep_weights(self, task: str, weights: Weights) -> None:
        """Remember what was learned about a task."""
        self._write(
            "INSERT OR REPLACE INTO weights (task, bias, by_feature, outcomes) VALUES (?, ?, ?, ?)",
            (task, weights.bias, json.dumps(dict(weights.by_feature)), weights.outcomes),
        )

    def forget_weights(self) -> None:
        """Unlearn everything."""
        self._write("DELETE FROM weights", ())

    def guard(self, path: Path) -> None:
        """Remember that a file must never leave; only a hash of its path is kept."""
        self._write(
            "INSERT OR REPLACE INTO guards (path, at) VALUES (?, ?)", (_hashed(path), self._clock())
        )

    def is_guarded(self, path: Path) -> bool:
        """Tell whether the user said "never" about a file."""
        row = self._connection.execute(
            "SELECT 1 FROM guards WHERE path = ?", (_hashed(path),)
        ).fetchone()
        return row is not None

    def _entries(self, condition: str, parameters: tuple[object, ...]) -> Iterator[Entry]:
        columns = ", ".join(f"decisions.{name}" for name in _COLUMNS)
        rows = self._connection.execute(
            f"SELECT decisions.number, {columns}, TOTAL(sends.size),"  # noqa: S608 - our own names.
            " GROUP_CONCAT(sends.sha256) FROM decisions"
            f" LEFT JOIN sends ON sends.decision = decisions.number {condition}",
            parameters,
        )
        for number, *values, size, hashes in rows:
            if number is not None:
                row = dict(zip(_COLUMNS, values, strict=True))
                yield _from_row(
                    row, number, int(size), tuple(filter(None, (hashes or "").split(",")))
                )

    def _write(self, statement: str, parameters: tuple[object, ...]) -> int:
        with self._connection:
            return self._connection.execute(statement, parameters).lastrowid or 0

    def _tidy(self, oldest: int) -> None:
        self._write("DELETE FROM decisions WHERE number <= ?", (oldest,))
        self._write("DELETE FROM sends WHERE decision <= ?", (oldest,))


def _connect(path: Path | None) -> sqlite3.Connection:
    is_new = path is not None and not path.exists()
    connection = sqlite3.connect(path or ":memory:", timeout=_BUSY_SECONDS, check_same_thread=False)
    try:
        if path is not None:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        prepare(connection)
    except sqlite3.Error:
        connection.close()
        raise
    if is_new and path is not None:
        path.chmod(0o600)
    return connection


def _to_row(entry: Entry) -> dict[str, Any]:
    row = {name: getattr(entry, name) for name in _COLUMNS}
    row["features"] = dict(entry.features)
    return {name: json.dumps(value) if name in _JSON else value for name, value in row.items()}


def _from_row(row: dict[str, Any], number: int, size: int, hashes: tuple[str, ...]) -> Entry:
    read = {name: json.loads(value) if name in _JSON else value for name, value in row.items()}
    return Entry(
        **{
            **read,
            "tier": Tier(read["tier"]),
            "level": Level(read["level"]),
            "kinds": tuple(read["kinds"]),
            "reasons": tuple(read["reasons"]),
            "is_forced": bool(read["is_forced"]),
            "outcome": Outcome(read["outcome"]),
            "verdict": Verdict(read["verdict"]) if read["verdict"] else None,
            "number": number,
            "sent_bytes": size,
            "hashes": hashes,
        }
    )


def _hashed(path: Path) -> str:
    return sha256(str(path.absolute()).encode("utf-8", "surrogatepass")).hexdigest()
