"""What the connectors find in the made-up world of one run."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flowmason_assist.engine.json_value import Json

Store = TypeVar("Store")
MAX_NOTES = 20


class World:
    """
    Data behind the connectors, and remarks on what was made up; new for each run.

    `found` holds what the caller put there, by connector: for "postgres" rows, for "mongodb"
    documents, for "redis" values by key, for "s3" and "local_file" contents by key or path.
    """

    def __init__(self) -> None:
        self.found: Mapping[str, Json] = {}
        self._stores: dict[object, Any] = {}
        self._notes: dict[str, None] = {}

    def prepare(self, found: Mapping[str, Json]) -> None:
        """Forget the last run."""
        self.found = found
        self._stores = {}
        self._notes = {}

    def store(self, key: object, create: Callable[[], Store]) -> Store:
        """Data under a key, made when it is first asked for and kept for the rest of the run."""
        if key not in self._stores:
            self._stores[key] = create()
        store: Store = self._stores[key]
        return store

    def note(self, text: str) -> None:
        """Remember a remark, once, unless there are too many already."""
        if len(self._notes) < MAX_NOTES:
            self._notes[text] = None

    def notes(self) -> list[str]:
        """All remarks of the run."""
        return list(self._notes)


def contents(found: Json) -> dict[str, Json]:
    """Named values that the caller put there."""
    return dict(found) if isinstance(found, dict) else {}


def records(found: Json) -> list[dict[str, Json]] | None:
    """Rows or documents that the caller put there, or None."""
    if not isinstance(found, list):
        return None
    return [dict(record) for record in found if isinstance(record, dict)]
