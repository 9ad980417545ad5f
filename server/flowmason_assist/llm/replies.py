"""Replies of models that were asked before, in a small database."""

import sqlite3
from collections.abc import Callable
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from flowmason_assist import __version__
from flowmason_assist.llm.api import Model, Reply, Request, complete

T = TypeVar("T")

MOST_REPLIES = 2000
"""How many are kept; those that nobody asked for the longest time go first."""

_TABLE = """
CREATE TABLE IF NOT EXISTS replies (
    key TEXT PRIMARY KEY, reply TEXT NOT NULL, used INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS replies_by_use ON replies (used);
"""
_TOUCH = "UPDATE replies SET used = (SELECT max(used) + 1 FROM replies) WHERE key = ?"
_FORGET = """
DELETE FROM replies WHERE key IN (SELECT key FROM replies ORDER BY used DESC LIMIT -1 OFFSET ?)
"""


class Replies:
    """
    Replies by model, prompt and content; of the question only a hash is kept.

    Meant for questions that hold nothing of a user's, since the replies are kept as they are.
    Without a file, or where none can be written, it lasts as long as the program.
    """

    def __init__(self, path: Path | None = None, most: int = MOST_REPLIES) -> None:
        self._most = most
        self._database = _opened(path)

    async def ask(self, model: Model, request: Request) -> Reply:
        """Give what the model said to the same request before, or ask it; raises `ModelError`."""
        key = key_of(model.name, request)
        known = self._known(key)
        if known is not None:
            return Reply(known, model.name, model.capabilities.dialect)
        reply = await complete(model, request)
        if reply.is_complete:
            self._keep(key, reply.text)
        return reply

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _known(self, key: str) -> str | None:
        def find(database: sqlite3.Connection) -> str | None:
            row = database.execute("SELECT reply FROM replies WHERE key = ?", (key,)).fetchone()
            database.execute(_TOUCH, (key,))
            return str(row[0]) if row is not None else None

        return self._with_database(find)

    def _keep(self, key: str, text: str) -> None:
        def keep(database: sqlite3.Connection) -> None:
            database.execute("INSERT OR REPLACE INTO replies VALUES (?, ?, 0)", (key, text))
            database.execute(_TOUCH, (key,))
            database.execute(_FORGET, (self._most,))

        self._with_database(keep)

    def _with_database(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Work in one transaction; a file that is damaged or locked is done without from now on."""
        try:
            with self._database:
                return work(self._database)
        except sqlite3.Error:
            self._database.close()
            self._database = _prepared(sqlite3.connect(":memory:"))
            return None


def key_of(model: str, request: Request) -> str:
    """Give the name under which the reply to a request is kept; a release starts anew."""
    asked = (request.task, request.raw, request.grammar, *map(astuple, request.messages))
    how = (request.schema, request.max_tokens, request.temperature, request.seed)
    return sha256(repr((__version__, model, asked, how)).encode()).hexdigest()


def _opened(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
            return _prepared(sqlite3.connect(path))
        except (OSError, sqlite3.Error):
            pass  # The work goes on without it.
    return _prepared(sqlite3.connect(":memory:"))


def _prepared(database: sqlite3.Connection) -> sqlite3.Connection:
    database.execute("PRAGMA synchronous = OFF")
    database.executescript(_TABLE)
    return database
