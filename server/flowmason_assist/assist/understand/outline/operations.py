"""What a step does with what it stores, as far as what it says beside it leaves no choice."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from flowmason_assist.assist.plan.plan import Value
from flowmason_assist.assist.understand.extract import Slots
from flowmason_assist.assist.understand.outline.draft import Draft
from flowmason_assist.assist.understand.pointers import spelled

_TABLES: Final = (".csv", ".tsv")
_READING: Final = frozenset({"read", "read_csv"})


def operation_of(
    slots: Slots, draft: Draft, settings: Mapping[str, tuple[Value, ...]]
) -> str | None:
    """
    Give the operation that a step must have, its own where nothing speaks against that.

    None means any but its own: nothing is inserted where something meets a condition.
    """
    said = str(settings["op"][0])
    match draft.component:
        case "local_file":
            return _of_file(slots, said, settings)
        case "postgres" if "sql" in settings:
            statement = (spelled(str(settings["sql"][0]), slots) or "").lower()
            return "query" if statement.startswith(("select", "with")) else "execute"
        case "mongodb" if said == "insert" and "where" in settings:
            return None
        case "redis" if "expire" in settings:
            return "set"
        case _:
            return said


def _of_file(slots: Slots, said: str, settings: Mapping[str, tuple[Value, ...]]) -> str | None:
    """How a file is read: tables by rows, anything else as text; folders are listed."""
    if not settings.get("path"):
        return said
    path = (spelled(str(settings["path"][0]), slots) or "").lower()
    if said == "list" and "pattern" not in settings and PurePosixPath(path).suffix:
        return None
    if said not in _READING:
        return said
    if path.endswith("/") or "pattern" in settings:
        return "list"
    return "read_csv" if path.endswith(_TABLES) else "read"
