"""The tables of the ledger, and how older ones become newer ones."""

import sqlite3
from typing import Final

# Each makes the tables of one version from those of the version before.
_STEPS: Final = (
    """
    CREATE TABLE decisions (
        number INTEGER PRIMARY KEY, at REAL NOT NULL, task TEXT NOT NULL, tier TEXT NOT NULL,
        model TEXT, level TEXT NOT NULL, kinds TEXT NOT NULL, features TEXT NOT NULL,
        need REAL NOT NULL, complexity REAL NOT NULL, ambiguity REAL NOT NULL,
        context_tokens INTEGER NOT NULL, reasons TEXT NOT NULL, is_forced INTEGER NOT NULL,
        outcome TEXT NOT NULL, fault TEXT, prompt_tokens INTEGER NOT NULL,
        completion_tokens INTEGER NOT NULL, cost REAL NOT NULL, milliseconds REAL NOT NULL,
        verdict TEXT
    );
    CREATE INDEX decisions_at ON decisions (at);
    CREATE TABLE sends (
        number INTEGER PRIMARY KEY, decision INTEGER NOT NULL, at REAL NOT NULL,
        model TEXT NOT NULL, place TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
        text BLOB
    );
    CREATE INDEX sends_decision ON sends (decision);
    CREATE TABLE weights (
        task TEXT PRIMARY KEY, bias REAL NOT NULL, by_feature TEXT NOT NULL,
        outcomes INTEGER NOT NULL
    );
    CREATE TABLE guards (path TEXT PRIMARY KEY, at REAL NOT NULL);
    """,
)
VERSION: Final = len(_STEPS)


def prepare(connection: sqlite3.Connection) -> None:
    """
    Bring the tables to our version; does nothing when they have it.

    Raises sqlite3.DatabaseError for a file of a newer version, or one that is no ledger.
    """
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > VERSION:
        raise sqlite3.DatabaseError(f"the ledger is of version {found}, and we know {VERSION}")
    if found == VERSION:
        return
    with connection:
        for step in _STEPS[found:]:
            connection.executescript(f"BEGIN; {step}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
